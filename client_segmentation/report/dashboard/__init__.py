from . import (
    client_segment_dashboard_report,
)
