from .audience import (
    test_audience,
    test_price_list,
    test_price_list_chain,
    test_price_list_tour,
)
from .comparison import (
    test_arithmetic_comparison,
    test_arithmetic_looks,
    test_arithmetic_trial,
    test_comparison_properties,
    test_comparison_simulation,
    test_day_draw,
    test_playbook_draw,
)
from .core import (
    test_abc,
    test_arithmetic_abc,
    test_arithmetic_activity,
    test_arithmetic_horizon,
    test_arithmetic_ltv,
    test_arithmetic_rfm,
    test_arithmetic_rhythm,
    test_arithmetic_share,
    test_arithmetic_state,
    test_arithmetic_xyz,
    test_axes,
    test_axis_views,
    test_class_order,
    test_client_page,
    test_explanation,
    test_light,
    test_loss_making,
    test_mailing,
    test_margin_measure,
    test_migration_explanation,
    test_nps,
    test_partner_fields,
    test_profit,
    test_properties_abc,
    test_properties_activity,
    test_properties_ltv,
    test_properties_rfm,
    test_properties_share,
    test_properties_xyz,
    test_rfm,
    test_state,
    test_thousand_clients,
    test_thousand_exchange,
    test_xyz,
)
from .dashboard import (
    test_dashboard,
)
from .day import (
    test_client_next_step,
    test_day_access,
    test_day_bought,
    test_day_list,
    test_day_sources,
    test_day_team,
    test_day_tour,
)
from .documents import (
    test_client_base,
    test_documents,
    test_imported_purchases,
    test_invoice_costs,
    test_invoices,
    test_point_of_sale,
    test_purchases_once,
    test_returns,
)
from .first_day import (
    test_arithmetic_first_day,
    test_first_day,
    test_first_day_import,
    test_first_day_tour,
)
from .forecast import (
    test_arithmetic_amounts,
    test_arithmetic_bgbb,
    test_arithmetic_bgbb_fit,
    test_arithmetic_pattern,
    test_arithmetic_record,
    test_arithmetic_simplex,
    test_arithmetic_stake,
    test_arithmetic_value,
    test_forecast_patterns,
    test_forecast_refused,
    test_forecast_run,
    test_stake_months,
)
from .habits import (
    test_arithmetic_buyer,
    test_arithmetic_stalling,
    test_buyer_type,
    test_properties_buyer,
    test_stalling,
    test_thousand_habits,
)
from .history import (
    test_arithmetic_history,
    test_history_cdnow,
    test_history_import,
    test_history_months,
    test_history_template,
    test_history_tour,
)
from .imports import (
    test_arithmetic_lookalikes,
    test_import_lookalikes,
    test_import_template,
)
from .mailing import (
    test_mailing_tour,
    test_segment_mailing,
)
from .pins import (
    test_pin,
)
from .playbooks import (
    test_launch_care,
    test_migration_plans,
    test_playbook,
    test_playbook_state,
    test_playbook_tour,
)
from .policy import (
    test_migration_point_of_sale,
    test_migration_policy,
    test_offers,
    test_policy,
    test_preview,
    test_rfm_lint,
    test_settings,
    test_switches,
)
from .qualification import (
    test_qualification,
)
from .runs import (
    test_history,
    test_migration,
    test_migration_months,
    test_migration_touches,
    test_months,
    test_months_filled,
    test_other_day,
    test_run,
    test_run_again,
    test_run_again_invoices,
    test_run_commit,
)
from .saved import (
    test_saved_access,
    test_saved_count,
    test_saved_day,
    test_saved_mailing,
    test_saved_playbook,
    test_saved_terms,
    test_saved_tour,
)
from .screens import (
    test_active_report,
    test_arithmetic_bridge,
    test_arithmetic_cohorts,
    test_arithmetic_overview,
    test_comparison,
    test_counted,
    test_cube,
    test_dynamics,
    test_matrix_tour,
    test_migration_figures,
    test_numbers,
    test_numbers_and_lists,
    test_overview,
    test_screens_tour,
)
from .secrecy import (
    test_asked_as_superuser,
    test_context_keys,
    test_marketing,
    test_order_margin,
    test_own_amounts,
    test_public,
    test_secrecy,
    test_stored_domains,
)
from .signals import (
    test_arithmetic_temperature,
    test_temperature,
    test_thousand_temperatures,
    test_warm_signals,
    test_warm_signals_staff,
)
from .tags import (
    test_publication,
)
from .terms import (
    test_arithmetic_terms,
    test_terms,
    test_terms_proposal,
    test_terms_quotation,
    test_terms_thousand,
    test_terms_tour,
)
from .timing import (
    test_opportunity_tour,
    test_purchase_timing,
)
from .whole import (
    test_accessible,
    test_aggregators,
    test_badges,
    test_click_everywhere,
    test_colors,
    test_deleted_twice,
    test_demo_language,
    test_js,
    test_kept_browser,
    test_keyboard,
    test_listed,
    test_look,
    test_menus,
    test_overrides,
    test_redeclared_fields,
    test_sample_views,
    test_search_views,
    test_tour,
    test_view_locks,
)
