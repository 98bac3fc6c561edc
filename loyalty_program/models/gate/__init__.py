from . import (
    gate,
    loyalty_terms_mixin,
    loyalty_program,
    loyalty_program_limit,
    loyalty_program_terms,
    loyalty_card,
    loyalty_reward,
    loyalty_rule,
    sale_order,
)
