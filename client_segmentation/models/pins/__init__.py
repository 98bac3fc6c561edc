from . import (
    client_segment_pin,
    res_partner,
)
