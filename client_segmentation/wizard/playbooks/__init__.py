from . import (
    client_segment_playbook_launch,
)
