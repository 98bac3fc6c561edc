from . import (
    client_segment_playbook,
    client_segment_playbook_match,
    client_segment_playbook_launch,
    client_segment_playbook_start,
    client_segment_run,
    ir_actions,
    mail_activity_plan,
    mail_activity_playbook,
    client_segment_policy,
    res_partner,
    client_segment_tabs,
)
