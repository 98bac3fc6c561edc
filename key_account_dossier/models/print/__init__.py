from . import (
    key_account_dossier,
    key_account_dossier_first_page,
    key_account_dossier_xlsx,
)
