from . import (
    client_day,
    client_saved_segment,
    client_saved_segment_member,
    client_saved_segment_domain,
    client_saved_segment_count,
    client_segment_run,
    res_company,
    res_partner,
    client_segment_tabs,
)
