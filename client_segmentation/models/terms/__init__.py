from . import (
    client_segment_terms,
    client_segment_terms_proposal,
    client_segment_terms_proposal_apply,
    client_segment_run,
    client_segment_policy,
    res_company,
    res_partner,
    sale_order,
    client_segment_tabs,
)
