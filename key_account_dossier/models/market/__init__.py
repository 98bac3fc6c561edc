from . import (
    key_account_competitor,
    key_account_competitor_share,
    key_account_dossier,
)
