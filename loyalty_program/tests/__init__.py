from .benefits import (
    test_arithmetic_payment,
    test_benefit_choice,
    test_loyalty_benefit,
    test_new_benefit,
)
from .business_case import (
    test_approvers,
    test_arithmetic_case,
    test_arithmetic_power,
    test_arithmetic_retention,
    test_business_case_properties,
    test_case_and_program,
    test_loyalty_plan,
    test_loyalty_risk,
    test_loyalty_summary,
    test_loyalty_target,
    test_loyalty_workbook,
    test_power_and_start,
    test_three_questions,
)
from .draws import (
    test_arithmetic_draws,
    test_draw_properties,
    test_loyalty_draw,
    test_loyalty_draw_tour,
)
from .gate import (
    test_launch,
    test_light,
    test_loyalty_access,
    test_loyalty_bypass,
    test_loyalty_gate,
    test_loyalty_head_of_sales,
    test_machine,
    test_terms,
)
from .home import (
    test_loyalty_home,
    test_loyalty_home_figures,
)
from .ledger import (
    test_loyalty_ledger,
    test_loyalty_returns,
)
from .members import (
    test_loyalty_enrolment,
    test_loyalty_member,
    test_no_draw,
    test_till,
)
from .points import (
    test_loyalty_points,
    test_loyalty_reward,
    test_means_of_payment,
)
from .portrait import (
    test_client_portrait,
)
from .referral import (
    test_loyalty_referral,
)
from .results import (
    test_arithmetic_results,
    test_looks_simulation,
    test_loyalty_listed,
    test_loyalty_looks,
    test_loyalty_result,
    test_loyalty_result_companies,
    test_loyalty_result_comparison,
    test_loyalty_result_exempt,
    test_loyalty_result_paper,
    test_result_procedure,
)
from .secrecy import (
    test_context_keys,
    test_loyalty_closed,
    test_public,
)
from .whole import (
    test_click_everywhere,
    test_deleted_twice,
    test_import_lookalikes,
    test_loyalty_words,
    test_overrides,
)
