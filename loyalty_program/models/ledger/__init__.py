from . import (
    loyalty_benefit_entry,
    sale_order_rate,
    sale_order_line,
    sale_order,
    account_move,
)
