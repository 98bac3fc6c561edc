from . import (
    test_abc,
    test_client_base,
    test_js,
    test_partner_fields,
    test_run,
    test_settings,
    test_temperature,
    test_tools_abc,
    test_tools_horizon,
    test_tour,
)
