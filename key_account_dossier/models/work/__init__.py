from . import (
    key_account_dossier,
    key_account_dossier_board,
)
