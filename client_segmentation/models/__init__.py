from . import (
    client_segment,
    client_segment_run,
    res_company,
    res_config_settings,
    res_partner,
    res_partner_category,
)
