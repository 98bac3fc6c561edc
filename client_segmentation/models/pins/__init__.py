from . import (
    client_segment_pin,
    res_partner,
    client_segment_tabs,
)
