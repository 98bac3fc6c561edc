from . import (
    client_segment_mixin,
    crm_lead,
    mail_activity,
    mailing_list,
    mailing_subscription,
    purchase_timing,
    res_company,
    res_config_settings,
    res_partner,
    sale_order,
)
