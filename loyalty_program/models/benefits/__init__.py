from . import (
    loyalty_benefit,
    loyalty_order_benefit,
    loyalty_program,
    sale_order,
    sale_order_better_terms,
    sale_order_line,
    sale_order_terms,
    res_partner,
)
