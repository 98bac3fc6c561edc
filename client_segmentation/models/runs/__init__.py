from . import (
    client_segment_history,
    client_segment_kept,
    client_segment_month,
    client_segment_run,
    client_segment_run_compute,
    client_segment_run_result,
    client_segment_run_commit,
    client_segment_run_documents,
    client_segment_run_sources,
    client_segment_run_months,
    client_segment_run_other_day,
    client_segment_tabs,
)
