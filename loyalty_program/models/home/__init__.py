from . import (
    client_segment_tabs,
    loyalty_program,
)
