from . import (
    client_segment_pin,
    client_history_import,
    res_partner,
    client_segment_tabs,
)
