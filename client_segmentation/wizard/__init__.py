from . import (
    account_move_reversal,
    base_partner_merge,
    client_segment_playbook_launch,
    base_partner_merge_audience,
    client_price_list_send,
    base_partner_merge_terms,
    client_segment_recompute,
    client_segment_terms_apply,
)
