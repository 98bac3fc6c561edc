from . import (
    base_partner_merge_cards,
    loyalty_generate_wizard,
)
