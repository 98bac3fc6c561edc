from . import (
    sale_order_rewards,
    loyalty_card,
    sale_order,
)
