from . import (
    key_account_opportunity_start,
)
