from . import (
    loyalty_draw,
)
