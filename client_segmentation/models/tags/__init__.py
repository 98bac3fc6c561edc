from . import (
    client_segment_publication,
    client_segment_policy,
    res_company,
    res_partner,
    res_partner_category,
    res_partner_category_publication,
)
