from . import (
    loyalty_machine_mixin,
    loyalty_terms_mixin,
    loyalty_program,
    loyalty_program_launch,
    loyalty_program_limit,
    loyalty_program_terms,
    loyalty_card,
    loyalty_reward,
    loyalty_rule,
    sale_order,
)
