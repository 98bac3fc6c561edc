from . import (
    key_account_competitor,
    key_account_dossier,
)
