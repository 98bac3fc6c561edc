from . import (
    client_segment_policy,
    client_first_day,
    client_first_day_found,
    client_first_day_evidence,
    client_first_day_proposal,
    client_first_day_words,
    client_first_day_start,
    client_first_day_steps,
    client_segment_run,
    client_day,
    client_history_import,
)
