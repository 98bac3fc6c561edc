from . import (
    client_segment_sections,
    client_segment_tabs,
    loyalty_program,
)
