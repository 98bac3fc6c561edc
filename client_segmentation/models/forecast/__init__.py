from . import (
    client_segment_forecast,
    client_segment_forecast_words,
    client_segment,
    client_segment_policy,
    client_segment_run,
    client_segment_sections,
    client_segment_stake,
    res_partner,
)
