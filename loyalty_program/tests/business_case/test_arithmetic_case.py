from odoo.tests import BaseCase, tagged

from ...arithmetic.business_case import (
    BusinessCase,
    Range,
    break_even_units,
    breakage,
    chart,
    internal_rate_of_return,
    is_redemption_exceeded,
    lifetime_value,
    linear_ramp,
    net_present_value,
    parse_shares,
    payback_period,
    percentile,
    periodic_rate,
    points_owed,
    ramp_share,
    required_sales_increase,
    return_on_investment,
    simulate,
    tornado,
    triangular,
    yearly_rate,
)

# Projects S and L of Brigham and Ehrhardt, "Financial Management"
PROJECT_S = [-1000, 500, 400, 300, 100]
PROJECT_L = [-1000, 100, 300, 400, 600]
# See LoyaltyPlanCommon._create_plan
BASE = {
    "clients": 200,
    "enrolment": 0.5,
    "orders_per_month": 1,
    "average_order": 1000,
    "margin": 0.4,
    "frequency_uplift": 0.2,
    "order_uplift": 0,
    "cost_one_off": 10000,
    "cost_monthly": 1000,
    "cost_per_member": 20,
    "cost_per_order": 5,
    "discount": 0.02,
    "horizon": 12,
    "yearly_rate": 0,
}


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
        case = BusinessCase(**BASE)
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

    def test_break_even_members_by_hand(self):
        """A member costs 20 + 12 x 1.2 x (5 + 20) = 380 and brings 12 x 80 = 960."""
        figure = BusinessCase(**BASE).break_even_members
        self.assertAlmostEqual(figure.value, (10000 + 12 * 1000) / (960 - 380))

    def test_nobody_joins(self):
        case = BusinessCase(**{**BASE, "enrolment": 0})
        self.assertEqual(case.break_even_members.reason, "no_members")
        self.assertEqual(case.break_even_uplift.reason, "no_baseline")
        self.assertEqual(case.payback.reason, "beyond_horizon")

    def test_member_who_costs_more_than_he_brings(self):
        case = BusinessCase(**{**BASE, "discount": 0.2})
        self.assertEqual(case.break_even_members.reason, "no_member_margin")

    def test_ramp_by_hand(self):
        """50, then 100 members: 50 x 0.2 x 400 = 4,000, then 8,000 more profit."""
        case = BusinessCase(**{**BASE, "ramp": linear_ramp(2)})
        self.assertEqual([month.members for month in case.months[:3]], [0, 50, 100])
        profits = [month.incremental_profit for month in case.months[:3]]
        self.assertEqual([round(profit) for profit in profits], [0, 4000, 8000])
        # 1,000 + 50 x 20 + 60 orders x 5 + 2 % of 60,000
        self.assertAlmostEqual(case.months[1].cost, 3500)

    def test_ramp_shares(self):
        self.assertEqual(linear_ramp(4), (0.25, 0.5, 0.75, 1))
        self.assertEqual(parse_shares("10, 50; 80% 100"), (0.1, 0.5, 0.8, 1))
        self.assertEqual([ramp_share((0.2, 0.6), n) for n in (0, 1, 3)], [0, 0.2, 0.6])
        for text in ("", "ten", "50, 40", "120", "-5, 10"):
            with self.subTest(text), self.assertRaises(ValueError):
                parse_shares(text)

    def test_retention_by_hand(self):
        """Half of the clients are left after 12 months: the factor is 0.5^(1/12)."""
        case = BusinessCase(**{**BASE, "retention": 0.5, "horizon": 13})
        self.assertAlmostEqual(case.membership[12].members, 50)
        self.assertAlmostEqual(case.membership[12].baseline, 50)
        kept = BusinessCase(
            **{**BASE, "retention": 0.5, "retention_uplift": 0.5, "horizon": 13}
        )
        self.assertAlmostEqual(kept.membership[12].members, 100)
        self.assertAlmostEqual(kept.membership[12].baseline, 50)

    def test_referrals_by_hand(self):
        """100 members with 1.2 referrals a year bring 10 in month 2, and again 10."""
        case = BusinessCase(**{**BASE, "referral_rate": 1.2})
        members = [month.members for month in case.months[1:4]]
        self.assertEqual([round(number, 6) for number in members], [100, 110, 120])
        self.assertAlmostEqual(case.joining, 100 + 11 * 10)

    def test_rewards_by_hand(self):
        """120 orders x (10 + 1 % of 1,000) x 50 % = 1,200 a month, two months late."""
        case = BusinessCase(
            **{
                **BASE,
                "reward_cost": 10,
                "reward_share": 0.01,
                "redemption": 0.5,
                "redemption_lag": 2,
            }
        )
        plain = BusinessCase(**BASE)
        extra = [
            round(month.cost - other.cost)
            for month, other in zip(case.months, plain.months, strict=True)
        ]
        # The last month pays its own share and what is still owed: 1,200 + 2,400
        self.assertEqual(extra, [0, 0, 0] + [1200] * 9 + [3600])
        self.assertAlmostEqual(case.final_liability, 2400)
        self.assertAlmostEqual(case.cost, 60000 + 12 * 1200)
        self.assertAlmostEqual(case.cost, sum(month.cost for month in case.months))

    def test_points_liability(self):
        """Of 10,000 points 95 % will be redeemed and 4,500 are: 5,000, but for the
        1,000 that lapsed; then 4,500 are left to be redeemed."""
        self.assertAlmostEqual(breakage(0.95), 0.05)
        self.assertAlmostEqual(points_owed(10_000, 4_500, 5_500, 0.95), 5000)
        self.assertAlmostEqual(points_owed(10_000, 4_500, 4_500, 0.95), 4500)
        self.assertEqual(points_owed(10_000, 9_500, 0, 0.95), 0)
        self.assertFalse(is_redemption_exceeded(10_000, 4_500, 5_500, 0.95))

    def test_more_points_used_than_expected(self):
        """Half of 1,000 were to be redeemed and 600 are: any of the 400 may be."""
        self.assertTrue(is_redemption_exceeded(1000, 600, 400, 0.5))
        self.assertEqual(points_owed(1000, 600, 400, 0.5), 400)
        # Nothing is out, nothing is owed
        self.assertFalse(is_redemption_exceeded(1000, 600, 0, 0.5))
        self.assertEqual(points_owed(1000, 600, 0, 0.5), 0)

    def test_lifetime_gupta_lehmann(self):
        """Margin multiples of Gupta and Lehmann (2003), by retention and rate."""
        for retention, rate, multiple in (
            (0.6, 0.10, 1.20),
            (0.7, 0.12, 1.67),
            (0.8, 0.14, 2.35),
            (0.9, 0.10, 4.50),
            (0.9, 0.16, 3.46),
        ):
            value = lifetime_value(1, retention, rate).value
            self.assertAlmostEqual(value, multiple, 2)
        self.assertEqual(lifetime_value(1, 1, 0).reason, "endless")

    def test_percentile(self):
        self.assertEqual(percentile([1, 2, 3, 4], 0.5), 2.5)
        self.assertAlmostEqual(percentile([10, 20, 30, 40, 50], 0.1), 14)
        self.assertEqual(percentile([7], 0.9), 7)

    def test_triangular(self):
        """Half of 0, 0.25, 1 lies below 1 - sqrt(0.5 x 0.75)."""
        self.assertEqual(triangular(0, 0, 0.25, 1), 0)
        self.assertEqual(triangular(0.25, 0, 0.25, 1), 0.25)
        self.assertAlmostEqual(triangular(0.5, 0, 0.25, 1), 1 - (0.5 * 0.75) ** 0.5)
        self.assertEqual(triangular(0.9, 3, 3, 3), 3)
        drawn = [triangular((n + 0.5) / 5000, 2, 3, 7) for n in range(5000)]
        mean = sum(drawn) / 5000
        # Mean (a + b + c) / 3, variance (a² + b² + c² - ab - ac - bc) / 18
        self.assertAlmostEqual(mean, 4, 3)
        variance = sum((value - mean) ** 2 for value in drawn) / 5000
        self.assertAlmostEqual(variance, (4 + 9 + 49 - 6 - 14 - 21) / 18, 2)

    def test_tornado_by_hand(self):
        """Margin ± 10 % is worth 0.04 x 12 x 20,000; a monthly cost ± 100, 1,200."""
        case = BusinessCase(**BASE)
        swings = tornado(
            case,
            [
                Range("cost_monthly", 900, 1000, 1100),
                Range("margin", 0.36, 0.4, 0.44),
                Range("referral_rate", 0, 0, 0),
            ],
        )
        self.assertEqual(
            [swing.range.name for swing in swings], ["margin", "cost_monthly"]
        )
        self.assertAlmostEqual(swings[0].low, 36000 - 9600)
        self.assertAlmostEqual(swings[0].high, 36000 + 9600)
        self.assertAlmostEqual(swings[1].low, 36000 + 1200)

    def test_simulation(self):
        """The uplift is triangular from 0 to 0.4: half of the draws lie below 0.2."""
        case = BusinessCase(**BASE)
        ranges = [Range("frequency_uplift", 0.0, 0.2, 0.4)]
        simulation = simulate(case, ranges, draws=4000)
        self.assertEqual(simulate(case, ranges, draws=4000), simulation)
        self.assertNotEqual(simulate(case, ranges, draws=4000, seed=2), simulation)
        self.assertAlmostEqual(simulation.roi_percentile(0.5).value, 0.6, 1)
        # A loss below an uplift of 0.12: probability 0.12² / (0.4 x 0.2) = 0.18
        self.assertAlmostEqual(simulation.loss_probability, 0.18, 1)
        self.assertTrue(simulation.has_spread)

    def test_simulation_without_spread(self):
        simulation = simulate(BusinessCase(**BASE), [], draws=10)
        self.assertFalse(simulation.has_spread)
        self.assertAlmostEqual(simulation.roi_percentile(0.1).value, 0.6)
        self.assertEqual(simulation.loss_probability, 0)
        self.assertIsNone(chart.distribution(simulation))

    def test_simulation_without_cost(self):
        costs = ("cost_one_off", "cost_monthly", "cost_per_member", "cost_per_order")
        free = BusinessCase(**{**BASE, **dict.fromkeys(costs, 0), "discount": 0})
        simulation = simulate(free, [], draws=10)
        self.assertEqual(simulation.roi_percentile(0.5).reason, "no_cost")

    def test_cumulative_chart(self):
        drawn = chart.cumulative([-10, 5, 15])
        self.assertEqual([value for _y, value in drawn["y_ticks"]], [-10, -5, 0, 5, 10])
        self.assertEqual(drawn["points"][0], (chart.LEFT, chart.BOTTOM))
        self.assertEqual(drawn["points"][-1], (chart.RIGHT, chart.TOP))
        self.assertEqual(drawn["zero"], (chart.TOP + chart.BOTTOM) / 2)
        self.assertEqual(len(chart.cumulative([0.0])["points"]), 1)

    def test_break_even_chart(self):
        """The lines cross at 1,344 orders, left of the 1,440 planned."""
        drawn = chart.break_even(BusinessCase(**BASE))
        self.assertLess(drawn["even"][0], drawn["planned"][0])
        self.assertEqual(drawn["even"][1], drawn["target"])
        hopeless = chart.break_even(BusinessCase(**{**BASE, "discount": 0.5}))
        self.assertIsNone(hopeless["even"])

    def test_distribution_chart(self):
        ranges = [Range("frequency_uplift", 0.0, 0.2, 0.4)]
        drawn = chart.distribution(simulate(BusinessCase(**BASE), ranges))
        self.assertEqual(len(drawn["bars"]), chart.BINS)
        places = [place for place, _share in drawn["marks"]]
        self.assertEqual(places, sorted(places))
        self.assertTrue(drawn["bars"][0]["loss"])
        self.assertFalse(drawn["bars"][-1]["loss"])

    def test_tornado_chart(self):
        swings = tornado(BusinessCase(**BASE), [Range("margin", 0.36, 0.4, 0.44)])
        drawn = chart.swings(swings, 36000)
        self.assertEqual(drawn["middle"], chart.WIDTH / 2)
        self.assertEqual(drawn["rows"][0]["low"]["width"], chart.WIDTH / 2 - 8)
        self.assertEqual(chart.swings([], 5)["rows"], [])
