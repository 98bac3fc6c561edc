from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.client_segmentation.tests.hypothesis_settings import repeatable

from ...arithmetic.business_case import (
    BusinessCase,
    Range,
    internal_rate_of_return,
    linear_ramp,
    net_present_value,
    payback_period,
    required_sales_increase,
    simulate,
)

shares = st.floats(0, 1)
uplifts = st.floats(-0.5, 2)
amounts = st.floats(0, 100_000)
cases = st.builds(
    BusinessCase,
    clients=st.integers(0, 5000),
    enrolment=shares,
    orders_per_month=st.floats(0, 30),
    average_order=amounts,
    margin=st.floats(-0.5, 1),
    frequency_uplift=uplifts,
    order_uplift=uplifts,
    cost_one_off=amounts,
    cost_monthly=amounts,
    cost_per_member=st.floats(0, 500),
    cost_per_order=st.floats(0, 500),
    discount=st.floats(0, 0.5),
    horizon=st.integers(1, 60),
    yearly_rate=st.floats(0, 1),
    ramp=st.builds(linear_ramp, st.integers(1, 24)),
    retention=shares,
    retention_uplift=st.floats(-0.5, 0.5),
    referral_rate=st.floats(0, 2),
    reward_cost=st.floats(0, 500),
    reward_share=st.floats(0, 0.3),
    redemption=shares,
    redemption_lag=st.integers(0, 70),
)
# Every order leaves something, so that there is a break-even point
sound_cases = st.builds(
    replace,
    cases,
    clients=st.integers(10, 5000),
    enrolment=st.floats(0.1, 1),
    orders_per_month=st.floats(0.5, 30),
    average_order=st.floats(500, 100_000),
    margin=st.floats(0.3, 1),
    order_uplift=st.floats(-0.3, 2),
    cost_per_order=st.floats(0, 10),
    discount=st.floats(0, 0.15),
    reward_cost=st.floats(0, 5),
    reward_share=st.floats(0, 0.05),
    retention=st.floats(0.5, 1),
)
ranges = st.lists(
    st.builds(
        lambda name, values: Range(name, *sorted(values)),
        st.sampled_from(["enrolment", "frequency_uplift", "margin", "redemption"]),
        st.tuples(shares, shares, shares),
    ),
    unique_by=lambda one: one.name,
)
investments = st.builds(
    lambda spent, earned: [-spent, *earned],
    st.floats(1, 1e6),
    st.lists(st.floats(0, 1e5), min_size=1, max_size=36),
)


@tagged("post_install", "-at_install")
class TestFinanceProperties(BaseCase):
    @repeatable
    @given(cases)
    def test_every_figure_is_a_number_or_a_reason(self, case):
        for figure in (
            case.roi,
            case.payback,
            case.internal_rate,
            case.break_even_orders,
            case.break_even_revenue,
            case.break_even_uplift,
            case.break_even_members,
            case.lifetime_with,
            case.required_sales_increase,
        ):
            self.assertNotEqual(figure.value is None, figure.reason is None)

    @repeatable
    @given(sound_cases)
    def test_return_is_zero_at_break_even(self, case):
        even = replace(case, frequency_uplift=case.break_even_uplift.value)
        scale = 1 + even.cost + abs(even.incremental_profit) + case.baseline_profit
        self.assertAlmostEqual(even.net_effect / scale, 0, 9)

    @repeatable
    @given(cases)
    def test_months_add_up(self, case):
        self.assertAlmostEqual(
            sum(case.flows) / (1 + case.cost), case.net_effect / (1 + case.cost), 6
        )
        self.assertEqual(len(case.flows), case.horizon + 1)

    @repeatable
    @given(sound_cases)
    def test_return_is_zero_with_the_members_of_break_even(self, case):
        members = case.break_even_members
        assume(members.is_defined and members.value < 1e9)
        even = replace(case, clients=members.value / case.enrolment)
        scale = 1 + even.cost + abs(even.incremental_profit) + even.baseline_profit
        self.assertAlmostEqual(even.net_effect / scale, 0, 9)

    @settings(repeatable, max_examples=25)
    @given(cases, ranges, st.integers(0, 99))
    def test_percentiles_grow_and_the_seed_decides(self, case, uncertain, seed):
        simulation = simulate(case, uncertain, draws=50, seed=seed)
        self.assertEqual(simulation, simulate(case, uncertain, draws=50, seed=seed))
        self.assertTrue(0 <= simulation.loss_probability <= 1)
        figures = [simulation.roi_percentile(share) for share in (0.1, 0.5, 0.9)]
        assume(figures[0].is_defined)
        values = [figure.value for figure in figures]
        self.assertEqual(values, sorted(values))

    @repeatable
    @given(cases)
    def test_rewards_owed_are_paid_within_the_horizon(self, case):
        lagging = sum(month.cost for month in case.months)
        prompt = sum(month.cost for month in replace(case, redemption_lag=0).months)
        self.assertAlmostEqual(lagging / (1 + prompt), prompt / (1 + prompt), 6)

    @repeatable
    @given(investments, st.floats(0, 50_000))
    def test_payback_grows_with_what_is_spent(self, flows, more):
        cheap = payback_period(flows)
        dear = payback_period([flows[0] - more, *flows[1:]])
        if dear.is_defined:
            self.assertGreaterEqual(dear.value, cheap.value - 1e-6)

    @repeatable
    @given(cases)
    def test_payback_within_the_horizon(self, case):
        if case.payback.is_defined:
            self.assertTrue(0 < case.payback.value <= case.horizon)

    @repeatable
    @given(investments)
    def test_payback_bounds(self, flows):
        payback = payback_period(flows)
        self.assertEqual(payback.is_defined, payback.reason != "beyond_horizon")

    @repeatable
    @given(investments)
    def test_present_value_is_zero_at_the_internal_rate(self, flows):
        rate = internal_rate_of_return(flows)
        assume(rate.is_defined)
        value = net_present_value(rate.value, flows)
        factor = 1 / (1 + rate.value)
        scale = sum(abs(flow) * factor**month for month, flow in enumerate(flows))
        self.assertAlmostEqual(value / scale, 0, 6)

    @repeatable
    @given(investments, st.floats(0, 1), st.floats(0, 1))
    def test_present_value_falls_with_the_rate(self, flows, one, other):
        low, high = sorted((one, other))
        self.assertGreaterEqual(
            net_present_value(low, flows) + 1e-3, net_present_value(high, flows)
        )

    @repeatable
    @given(st.floats(0.01, 0.3), st.floats(0.31, 1))
    def test_price_cut_leaves_the_profit(self, discount, margin):
        growth = required_sales_increase(discount, margin).value
        self.assertAlmostEqual((1 + growth) * (margin - discount), margin)
