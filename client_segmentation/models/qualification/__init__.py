from . import (
    crm_lead,
    crm_stage,
    client_segment_policy,
)
