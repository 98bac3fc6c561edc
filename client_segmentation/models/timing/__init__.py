from . import (
    client_segment_mixin,
    crm_lead,
    mail_activity,
    mailing_list,
    mailing_subscription,
    purchase_timing,
    client_segment_policy,
    res_partner,
    sale_order,
)
