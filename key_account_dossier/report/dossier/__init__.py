from . import (
    key_account_candidate,
)
