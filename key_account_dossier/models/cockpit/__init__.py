from . import (
    key_account_dossier,
    key_account_dossier_documents,
    key_account_dossier_warnings,
)
