from . import (
    client_audience,
    client_audience_change,
    client_audience_price_list,
    client_audience_switch,
    client_price_list,
    client_price_list_chain,
    client_segment_mixin,
    crm_lead_price_list,
    res_company,
    res_config_settings,
    res_partner,
    res_partner_price_list,
)
