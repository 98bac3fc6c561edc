from . import (
    key_account_access,
    key_account_dossier,
)
