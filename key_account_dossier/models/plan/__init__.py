from . import (
    key_account_plan,
    key_account_plan_result,
    key_account_dossier,
)
