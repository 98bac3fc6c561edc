from . import (
    client_segment_active_report,
    client_segment_active_trend,
    client_segment_rfm_report,
)
