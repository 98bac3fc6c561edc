from . import (
    base_partner_merge,
    base_partner_merge_audience,
    client_segment_recompute,
)
