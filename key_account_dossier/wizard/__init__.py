from . import (
    clock,
    people,
    plan,
    print,
    satisfaction,
)
