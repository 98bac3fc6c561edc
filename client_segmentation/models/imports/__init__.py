from . import (
    client_segment_pin,
    ir_fields,
    res_partner,
)
