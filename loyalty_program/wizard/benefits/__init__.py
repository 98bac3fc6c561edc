from . import (
    loyalty_benefit_give,
)
