from . import (
    loyalty_referral,
    res_partner,
    sale_order,
    sale_order_friend,
)
