from . import client_segment_active_report, sale_report
