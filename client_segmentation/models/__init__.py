from . import (
    client_segment,
    client_segment_explanation,
    client_segment_preview,
    client_segment_rfm_rule,
    client_segment_rfm_lint,
    client_segment_run,
    res_company,
    res_company_settings,
    res_config_settings,
    res_partner,
    res_partner_category,
    res_partner_import,
)
