from . import (
    client_segment_policy,
    client_day_result,
    client_day_handover,
    client_day,
    client_day_lines,
    client_day_client,
    client_day_sentences,
    client_day_team,
    client_segment,
    client_segment_sections,
    ir_http,
    res_partner,
)
