from . import (
    client_stored_domain,
    ir_filters,
    sale_order_margin,
)
