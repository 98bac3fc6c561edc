from . import (
    client_segment_terms,
    client_segment_terms_proposal,
    client_segment_run,
    res_company,
    res_config_settings,
    res_partner,
    sale_order,
)
