from . import (
    key_account_stakeholder,
    key_account_date,
    key_account_dossier,
)
