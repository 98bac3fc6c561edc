from odoo.tests import BaseCase, tagged

from odoo.addons.loyalty_program.finance import (
    BusinessCase,
    break_even_units,
    internal_rate_of_return,
    net_present_value,
    payback_period,
    periodic_rate,
    required_sales_increase,
    return_on_investment,
    yearly_rate,
)
from odoo.addons.loyalty_program.finance.chart import HEIGHT, outline

# Projects S and L of Brigham and Ehrhardt, "Financial Management"
PROJECT_S = [-1000, 500, 400, 300, 100]
PROJECT_L = [-1000, 100, 300, 400, 600]


@tagged("post_install", "-at_install")
class TestFinance(BaseCase):
    def test_present_value_brigham(self):
        self.assertAlmostEqual(net_present_value(0.10, PROJECT_S), 78.82, 2)
        self.assertAlmostEqual(net_present_value(0.10, PROJECT_L), 49.18, 2)

    def test_internal_rate_brigham(self):
        self.assertAlmostEqual(internal_rate_of_return(PROJECT_S).value, 0.145, 3)
        self.assertAlmostEqual(internal_rate_of_return(PROJECT_L).value, 0.118, 3)

    def test_payback_brigham(self):
        self.assertAlmostEqual(payback_period(PROJECT_S).value, 2 + 100 / 300)
        self.assertAlmostEqual(payback_period(PROJECT_L).value, 3 + 200 / 600)

    def test_internal_rate_oil_pump(self):
        """The oil pump of Lorie and Savage (1955) has rates of 25 % and of 400 %."""
        flows = [-1600, 10000, -10000]
        self.assertAlmostEqual(net_present_value(0.25, flows), 0.0)
        self.assertAlmostEqual(net_present_value(4.0, flows), 0.0)
        self.assertEqual(internal_rate_of_return(flows).reason, "several_rates")

    def test_internal_rate_norstrom(self):
        """Three changes of sign, but the cumulative flow changes only once."""
        flows = [-100, 60, -10, 80, -5, 30]
        rate = internal_rate_of_return(flows).value
        self.assertGreater(rate, 0)
        self.assertAlmostEqual(net_present_value(rate, flows), 0.0)

    def test_internal_rate_undefined(self):
        for flows, reason in (
            ([0, 0], "no_sign_change"),
            ([-5, -5], "no_sign_change"),
            ([100, -110], "starts_with_income"),
            ([-1, 1e9], "out_of_range"),
        ):
            self.assertEqual(internal_rate_of_return(flows), (None, reason))

    def test_return_magnavox(self):
        """Literacy training at Magnavox, a case of Phillips: 741 %."""
        self.assertAlmostEqual(return_on_investment(321600, 38233).value, 7.41, 2)
        self.assertEqual(return_on_investment(10, 0).reason, "no_cost")

    def test_break_even_horngren(self):
        """A package sold at 200 that costs 120, stand for 2000: 25 packages."""
        self.assertEqual(break_even_units(2000, 200 - 120).value, 25)
        self.assertEqual(break_even_units(2000, 0).reason, "no_unit_margin")

    def test_price_cut_nagle(self):
        """5 % off at a margin of 45 % needs 12.5 % more sales."""
        self.assertAlmostEqual(required_sales_increase(0.05, 0.45).value, 0.125)
        self.assertEqual(required_sales_increase(0.4, 0.4).reason, "no_unit_margin")

    def test_rates_of_month_and_year(self):
        self.assertAlmostEqual(yearly_rate(periodic_rate(0.15)), 0.15)
        self.assertAlmostEqual(yearly_rate(0.01), 0.126825, 6)

    def test_payback_undefined(self):
        self.assertEqual(payback_period([0, 5]).reason, "nothing_to_pay_back")
        self.assertEqual(payback_period([-10, 4, 4]).reason, "beyond_horizon")

    def test_payback_last_crossing(self):
        """Back in the red after month 1, out of it in the middle of month 3."""
        self.assertAlmostEqual(payback_period([-10, 15, -10, 10]).value, 2.5)

    def test_business_case_by_hand(self):
        """See the figures of _create_plan: net -12,000+2,000 at first, then 4,000."""
        case = BusinessCase(
            clients=200,
            enrolment=0.5,
            orders_per_month=1,
            average_order=1000,
            margin=0.4,
            frequency_uplift=0.2,
            order_uplift=0,
            cost_one_off=10000,
            cost_monthly=1000,
            cost_per_member=20,
            cost_per_order=5,
            discount=0.02,
            horizon=12,
            yearly_rate=0,
        )
        self.assertEqual([round(flow) for flow in case.flows[:3]], [-10000, 2000, 4000])
        self.assertAlmostEqual(case.incremental_profit, 96000)
        self.assertAlmostEqual(case.cost, 60000)
        self.assertAlmostEqual(case.roi.value, 0.6)
        # -10,000 + 2,000 + 4,000 + 4,000 = 0 at the end of month 3
        self.assertAlmostEqual(case.payback.value, 3.0)
        # (24,000 + 480,000) / (1000 x (0.40 - 0.02) - 5) = 504,000 / 375
        self.assertAlmostEqual(case.break_even_orders.value, 1344)
        self.assertAlmostEqual(case.break_even_revenue.value, 1344000)
        self.assertAlmostEqual(case.break_even_uplift.value, 0.12)
        self.assertAlmostEqual(case.required_sales_increase.value, 0.02 / 0.38)
        self.assertAlmostEqual(case.net_present_value, 36000)

    def test_outline(self):
        chart = outline([-10, 5, 15])
        self.assertEqual((chart["lowest"], chart["highest"]), (-10, 10))
        self.assertEqual(chart["zero"], HEIGHT / 2)
        self.assertEqual(len(chart["points"]), 3)
        self.assertEqual(outline([0.0])["points"], [(8, 8)])
