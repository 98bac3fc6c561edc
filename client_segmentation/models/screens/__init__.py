from . import (
    client_segment_concentration,
    res_partner,
    client_segment_overview,
    client_segment_comparison,
    client_segment_dynamics,
    client_segment_dynamics_clients,
    digest_digest,
    ir_module_module,
    res_company,
    client_segment_tabs,
)
