from . import (
    key_account_person_move,
    key_account_person_request,
)
