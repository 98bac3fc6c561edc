from . import (
    client_saved_segment_day,
)
