from . import (
    base_partner_merge,
    base_partner_merge_audience,
    base_partner_merge_terms,
    client_segment_recompute,
)
