from . import (
    base_partner_merge,
    base_partner_merge_audience,
    client_price_list_send,
    client_segment_recompute,
)
