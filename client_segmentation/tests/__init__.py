from importlib.util import find_spec

from . import (
    test_abc,
    test_client_base,
    test_comparison,
    test_history,
    test_invoices,
    test_js,
    test_matrix_tour,
    test_overview,
    test_partner_fields,
    test_pin,
    test_profit,
    test_rfm,
    test_run,
    test_settings,
    test_temperature,
    test_thousand_clients,
    test_tools_abc,
    test_tools_activity,
    test_tools_buyer,
    test_tools_horizon,
    test_tools_ltv,
    test_tools_overview,
    test_tools_rfm,
    test_tools_share,
    test_tools_stalling,
    test_tools_xyz,
    test_tour,
    test_xyz,
)

if find_spec("hypothesis"):  # a tool of the developers, not of Odoo
    from . import (
        test_properties_abc,
        test_properties_activity,
        test_properties_buyer,
        test_properties_ltv,
        test_properties_rfm,
        test_properties_share,
        test_properties_stalling,
        test_properties_xyz,
    )
