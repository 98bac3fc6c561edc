from importlib.util import find_spec

from . import test_finance
from . import test_loyalty_gate
from . import test_loyalty_bypass
from . import test_loyalty_plan
from . import test_loyalty_access
from . import test_loyalty_head_of_sales
from . import test_loyalty_target
from . import test_loyalty_reward
from . import test_loyalty_risk
from . import test_loyalty_workbook
from . import test_loyalty_summary
from . import test_mechanics
from . import test_loyalty_member
from . import test_loyalty_ledger
from . import test_loyalty_points
from . import test_loyalty_benefit
from . import test_loyalty_draw
from . import test_loyalty_draw_tour
from . import test_loyalty_referral
from . import test_measurement
from . import test_measurement_simulation
from . import test_loyalty_result
from . import test_loyalty_result_companies
from . import test_loyalty_result_paper
from . import test_loyalty_result_comparison
from . import test_click_everywhere
from . import test_client_portrait

if find_spec("hypothesis"):  # a tool of the developers, not of Odoo
    from . import test_finance_properties
    from . import test_measurement_properties
    from . import test_mechanics_properties
from . import test_context_keys
from . import test_public
from . import test_benefit_choice
from . import test_payment
