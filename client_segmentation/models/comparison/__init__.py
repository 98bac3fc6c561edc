from . import (
    client_segment_playbook_draw,
    client_segment_playbook_aside,
    client_segment_playbook,
    client_segment_policy,
    res_company,
)
