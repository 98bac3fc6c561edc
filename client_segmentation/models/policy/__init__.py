from . import (
    res_company_settings,
    res_company_axes,
    client_segment_switch,
    res_config_settings,
    res_config_settings_axes,
    client_segment_preview,
    client_segment_rfm_rule,
    client_segment_rfm_lint,
    ir_ui_menu,
)
