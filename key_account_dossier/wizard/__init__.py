from . import (
    clock,
    plan,
    print,
    satisfaction,
)
