from . import (
    client_segment_publication,
    res_company,
    res_config_settings,
    res_partner,
    res_partner_category,
    res_partner_category_publication,
)
