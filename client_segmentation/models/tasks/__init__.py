from . import (
    client_segment_task,
    res_company,
)
