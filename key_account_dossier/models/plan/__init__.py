from . import (
    key_account_plan,
    key_account_plan_result,
    key_account_plan_measure,
    key_account_plan_tasks,
    key_account_opportunity,
    key_account_dossier,
    key_account_dossier_measures,
    key_account_dossier_opportunities,
)
