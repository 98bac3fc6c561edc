from . import (
    client_portrait_attribute,
    client_portrait_mapping,
    client_portrait,
    client_portrait_value,
    survey_user_input,
    loyalty_program,
    res_partner,
)
