from .access import (
    test_access_log,
)
from .clock import (
    test_clock,
    test_clock_calendar,
    test_clock_simulation,
    test_clock_tours,
    test_contact_log,
    test_pause,
    test_tasks,
    test_tasks_scale,
    test_tasks_simulation,
    test_withdrawal,
    test_working_days,
)
from .cockpit import (
    test_cockpit,
)
from .day import (
    test_dossier_day,
)
from .dossier import (
    test_capacity,
    test_contents_speed,
    test_dossier,
    test_dossier_menus,
    test_import_lookalikes,
    test_migration_form,
    test_missing_figures,
    test_supervisor,
)
from .figures import (
    test_arithmetic_figures,
    test_arithmetic_whitespace,
    test_deliveries,
    test_figures,
    test_figures_returns,
    test_group,
    test_payments,
    test_whitespace,
)
from .market import (
    test_competitor,
    test_competitor_shares,
)
from .people import (
    test_coverage,
    test_person_move,
    test_person_tasks,
    test_personal_data,
    test_reporting_line,
    test_stakeholder,
)
from .plan import (
    test_measure,
    test_opportunity,
    test_plan,
    test_progress,
)
from .print import (
    test_print,
    test_printout,
)
from .review import (
    test_migration_sections,
    test_rating_basis,
    test_review,
)
from .satisfaction import (
    test_satisfaction,
)
from .score import (
    test_score,
    test_scoring,
)
from .secrecy import (
    test_access,
    test_access_code,
    test_access_http,
    test_access_records,
    test_access_web,
    test_conditions,
    test_contents_access,
    test_context_keys,
    test_light,
    test_meeting,
    test_public,
    test_thread,
)
from .whole import (
    test_click_everywhere,
    test_deleted_twice,
    test_listed,
    test_overrides,
)
from .work import (
    test_others,
    test_team_board,
    test_work_views,
)
