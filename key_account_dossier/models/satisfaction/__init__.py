from . import (
    key_account_dossier,
    key_account_satisfaction,
    res_company,
    res_config_settings,
    survey_question,
    survey_survey,
    survey_user_input,
)
