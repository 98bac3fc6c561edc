from . import (
    client_audience,
    client_audience_change,
    client_audience_price_list,
    client_audience_search,
    client_price_list,
    client_price_list_chain,
    client_segment_mixin,
    crm_lead_price_list,
    client_segment_policy,
    res_partner,
    res_partner_price_list,
    client_segment_tabs,
)
