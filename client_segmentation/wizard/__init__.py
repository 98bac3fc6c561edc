from . import (
    base_partner_merge,
    client_segment_playbook_launch,
    client_segment_recompute,
)
