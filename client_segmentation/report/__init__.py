from . import (
    core,
    screens,
    audience,
)
