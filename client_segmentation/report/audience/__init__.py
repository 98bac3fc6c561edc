from . import (
    client_price_list_report,
)
