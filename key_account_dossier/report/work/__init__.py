from . import (
    key_account_others,
)
