from . import (
    client_history_import,
    client_history_file,
    client_history_stage,
    client_history_write,
    client_history_undo,
    client_history_client,
    client_history_sale,
    client_history_problem,
    client_purchase,
)
