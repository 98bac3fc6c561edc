from . import (
    core,
    screens,
    audience,
    saved,
    dashboard,
)
