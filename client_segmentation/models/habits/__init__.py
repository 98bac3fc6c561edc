from . import (
    client_segment_habits,
    client_segment_policy,
)
