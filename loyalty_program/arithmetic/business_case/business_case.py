from dataclasses import dataclass
from functools import cached_property

from .break_even import break_even_units
from .figure import NO_BASELINE, NO_MEMBER_MARGIN, NO_MEMBERS, Figure
from .irr import internal_rate_of_return
from .lifetime import lifetime_value
from .membership import membership, membership_total
from .month import Month
from .payback import payback_period
from .present_value import net_present_value, periodic_rate, yearly_rate
from .price_cut import required_sales_increase
from .retention import Curve
from .roi import return_on_investment


@dataclass(frozen=True)
class BusinessCase:
    """What a loyalty program costs and brings against not running it.

    Rates and margins are fractions. The margin is the contribution before the
    discount; the discount is given on every order of a member, baseline included,
    and counts as a cost. Retention is of a year; its uplift is in points. Rewards are
    at cost price and per order, as if all were redeemed; those that are, are so
    ``redemption_lag`` months later, and what is still owed when the horizon ends is
    paid then. Of those who would join, ``control_share`` are drawn into the control
    group: they get nothing, and neither cost nor bring anything. ``later_retention``
    is that of the second year; unless it is the higher one, retention is the same in
    all years.
    """

    clients: float
    enrolment: float
    orders_per_month: float
    average_order: float
    margin: float
    frequency_uplift: float
    order_uplift: float
    cost_one_off: float
    cost_monthly: float
    cost_per_member: float
    cost_per_order: float
    discount: float
    horizon: int
    yearly_rate: float
    ramp: tuple = (1.0,)
    retention: float = 1.0
    retention_uplift: float = 0.0
    referral_rate: float = 0.0
    reward_cost: float = 0.0
    reward_share: float = 0.0
    redemption: float = 1.0
    redemption_lag: int = 0
    control_share: float = 0.0
    later_retention: float = 0.0

    @property
    def members(self):
        """Target clients that will have joined in the end, the control group not
        among them."""
        return self.clients * self.enrolment * (1 - self.control_share)

    @property
    def program_retention(self):
        return min(max(self.retention + self.retention_uplift, 0.0), 1.0)

    @property
    def curves(self):
        """How members and clients without the program stay, if that flattens; else
        None."""
        stayed = Curve.of(self.retention, self.later_retention)
        later = min(self.later_retention + self.retention_uplift, 1 - 1e-9)
        stays = Curve.of(self.program_retention, later)
        return (stays, stayed) if stays and stayed else None

    @property
    def monthly_retention(self):
        return self.program_retention ** (1 / 12)

    @property
    def monthly_baseline_retention(self):
        return self.retention ** (1 / 12)

    @cached_property
    def membership(self):
        return membership(self)

    @cached_property
    def membership_total(self):
        return membership_total(self)

    @property
    def joining(self):
        """All who join within the horizon, those brought by members included."""
        return self.membership_total.joining

    @property
    def member_months(self):
        return self.membership_total.members

    @property
    def baseline_months(self):
        return self.membership_total.baseline

    @property
    def program_order(self):
        return self.average_order * (1 + self.order_uplift)

    @property
    def program_frequency(self):
        return self.orders_per_month * (1 + self.frequency_uplift)

    @property
    def reward_per_order(self):
        """Cost of the rewards an order earns, as far as they are redeemed."""
        earned = self.reward_cost + self.reward_share * self.program_order
        return earned * self.redemption

    @property
    def baseline_orders(self):
        return self.orders_per_month * self.baseline_months

    @property
    def planned_orders(self):
        return self.program_frequency * self.member_months

    @property
    def baseline_profit(self):
        """Contribution the members would bring without any program."""
        return self.baseline_orders * self.average_order * self.margin

    @cached_property
    def months(self):
        launch = Month(0, 0.0, self.cost_one_off)
        numbers = range(1, self.horizon + 1)
        return [launch] + [self._month(number) for number in numbers]

    def _month(self, number):
        joining, members, baseline = self.membership[number - 1]
        orders = self.program_frequency * members
        revenue = orders * self.program_order
        usual = self.orders_per_month * baseline * self.average_order
        cost = (
            self.cost_monthly
            + self.cost_per_member * joining
            + self.cost_per_order * orders
            + self.discount * revenue
            + self.get_redeemed(number)
        )
        profit = self.margin * (revenue - usual)
        return Month(number, profit, cost, members, orders, self._liability(number))

    def get_earned(self, number):
        if number < 1:
            return 0.0
        members = self.membership[number - 1].members
        return self.reward_per_order * self.program_frequency * members

    def get_redeemed(self, number):
        redeemed = self.get_earned(number - self.redemption_lag)
        if number == self.horizon:
            redeemed += self._liability(number)
        return redeemed

    def _liability(self, number):
        first = number - self.redemption_lag + 1
        return sum(self.get_earned(month) for month in range(first, number + 1))

    @property
    def final_liability(self):
        """Rewards that will be redeemed after the horizon; the case pays for them."""
        return self._liability(self.horizon)

    @cached_property
    def flows(self):
        return [month.net for month in self.months]

    @cached_property
    def incremental_profit(self):
        planned = self.planned_orders * self.program_order * self.margin
        return planned - self.baseline_profit

    @cached_property
    def cost(self):
        per_order = (
            self.cost_per_order
            + self.discount * self.program_order
            + self.reward_per_order
        )
        return self.fixed_cost + per_order * self.planned_orders

    @property
    def net_effect(self):
        return self.incremental_profit - self.cost

    @property
    def program_cost(self):
        """Costs that do not depend on how many clients join."""
        return self.cost_one_off + self.cost_monthly * self.horizon

    @property
    def fixed_cost(self):
        """Costs that do not depend on how much the members buy."""
        return self.program_cost + self.cost_per_member * self.joining

    @property
    def order_contribution(self):
        """What one order in the program leaves after what it costs."""
        return (
            self.program_order * (self.margin - self.discount)
            - self.cost_per_order
            - self.reward_per_order
        )

    @property
    def roi(self):
        return return_on_investment(self.incremental_profit, self.cost)

    @property
    def break_even_orders(self):
        """Orders of members over the horizon at which the ROI is exactly zero.

        The contribution the members would have brought anyway has to be earned
        again, since the discount and the order cost apply to all their orders.
        """
        return break_even_units(
            self.fixed_cost + self.baseline_profit, self.order_contribution
        )

    @property
    def break_even_revenue(self):
        orders = self.break_even_orders
        if not orders.is_defined:
            return orders
        return Figure(orders.value * self.program_order)

    @property
    def break_even_uplift(self):
        """Uplift in frequency at which the ROI is zero, all else as planned."""
        orders = self.break_even_orders
        if not orders.is_defined:
            return orders
        usual = self.orders_per_month * self.member_months
        if usual <= 0:
            return Figure.undefined(NO_BASELINE)
        return Figure(orders.value / usual - 1)

    @property
    def member_contribution(self):
        """What a client who joins brings over the horizon, before fixed costs."""
        if not self.members:
            return 0.0
        return (self.net_effect + self.program_cost) / self.members

    @property
    def break_even_members(self):
        """Clients that have to join for the ROI to be zero."""
        if not self.members:
            return Figure.undefined(NO_MEMBERS)
        if self.member_contribution <= 0:
            return Figure.undefined(NO_MEMBER_MARGIN)
        return break_even_units(self.program_cost, self.member_contribution)

    @property
    def lifetime_without(self):
        margin = 12 * self.orders_per_month * self.average_order * self.margin
        return lifetime_value(margin, self.retention, self.yearly_rate)

    @property
    def lifetime_with(self):
        margin = 12 * self.program_frequency * self.order_contribution
        return lifetime_value(margin, self.program_retention, self.yearly_rate)

    @property
    def payback(self):
        return payback_period(self.flows)

    @property
    def net_present_value(self):
        return net_present_value(periodic_rate(self.yearly_rate), self.flows)

    @property
    def internal_rate(self):
        """Internal rate of return as an effective rate of a year."""
        monthly = internal_rate_of_return(self.flows)
        if not monthly.is_defined:
            return monthly
        return Figure(yearly_rate(monthly.value))

    @property
    def required_sales_increase(self):
        return required_sales_increase(self.discount, self.margin)
