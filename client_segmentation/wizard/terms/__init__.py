from . import (
    base_partner_merge,
    client_segment_terms_apply,
)
