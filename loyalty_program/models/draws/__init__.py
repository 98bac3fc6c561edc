from . import (
    loyalty_draw,
    loyalty_draw_ticket,
)
