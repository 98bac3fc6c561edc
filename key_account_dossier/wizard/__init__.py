from . import (
    clock,
    print,
    satisfaction,
)
