from . import (
    key_account_person_request,
)
