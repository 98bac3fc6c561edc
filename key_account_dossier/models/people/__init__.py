from . import (
    key_account_stakeholder,
    key_account_stakeholder_coverage,
    key_account_stakeholder_line,
    key_account_stakeholder_move,
    key_account_stakeholder_task,
    key_account_date,
    key_account_dossier,
    key_account_dossier_coverage,
    key_account_personal_data,
    res_company,
    res_config_settings,
)
