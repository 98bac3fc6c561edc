from . import (
    key_account_print,
)
