from . import (
    client_segment_policy,
    client_segment_policy_axes,
    client_segment_policy_thresholds,
    client_segment_policy_temperature,
    client_segment_policy_preview,
    client_segment_policy_view,
    res_company,
    client_segment_switch,
    res_config_settings,
    client_segment_rfm_rule,
    client_segment_rfm_lint,
    ir_ui_menu,
)
