from . import (
    client_segment_recompute,
)
