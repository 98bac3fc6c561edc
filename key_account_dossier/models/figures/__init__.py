from . import (
    key_account_dossier,
    key_account_dossier_deliveries,
    key_account_dossier_payments,
    key_account_dossier_whitespace,
    key_account_whitespace,
    res_company,
)
