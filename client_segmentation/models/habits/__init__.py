from . import (
    client_segment_habits,
    res_company,
)
