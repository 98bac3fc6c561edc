from . import (
    key_account_criterion,
    key_account_score,
    key_account_score_line,
    key_account_dossier,
)
