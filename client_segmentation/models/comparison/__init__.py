from . import (
    client_day,
    client_segment_playbook_draw,
    client_segment_playbook_aside,
    client_segment_playbook,
    client_segment_policy,
    client_segment_run,
    res_company,
)
