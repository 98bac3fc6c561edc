from dataclasses import dataclass
from functools import cached_property

from .break_even import break_even_units
from .figure import NO_BASELINE, Figure
from .irr import internal_rate_of_return
from .month import Month
from .payback import payback_period
from .present_value import net_present_value, periodic_rate, yearly_rate
from .price_cut import required_sales_increase
from .roi import return_on_investment


@dataclass(frozen=True)
class BusinessCase:
    """What a loyalty programme costs and brings against not running it.

    Rates and margins are fractions. The margin is the contribution before the
    discount; the discount is given on every order of a member, baseline included,
    and counts as a cost. All who enrol do so in the first month.
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

    @property
    def members(self):
        return self.clients * self.enrolment

    def joining(self, month):
        return self.members if month == 1 else 0.0

    @cached_property
    def member_months(self):
        return self.members * self.horizon

    @property
    def programme_order(self):
        return self.average_order * (1 + self.order_uplift)

    @property
    def baseline_orders(self):
        return self.orders_per_month * self.member_months

    @property
    def planned_orders(self):
        return self.baseline_orders * (1 + self.frequency_uplift)

    @property
    def baseline_profit(self):
        """Contribution the members would bring without any programme."""
        return self.baseline_orders * self.average_order * self.margin

    @cached_property
    def months(self):
        launch = Month(0, 0.0, self.cost_one_off)
        return [launch] + [self._month(number) for number in range(1, self.horizon + 1)]

    def _month(self, number):
        baseline = self.orders_per_month * self.members
        orders = baseline * (1 + self.frequency_uplift)
        revenue = orders * self.programme_order
        profit = self.margin * (revenue - baseline * self.average_order)
        cost = (
            self.cost_monthly
            + self.cost_per_member * self.joining(number)
            + self.cost_per_order * orders
            + self.discount * revenue
        )
        return Month(number, profit, cost)

    @cached_property
    def flows(self):
        return [month.net for month in self.months]

    @cached_property
    def incremental_profit(self):
        return sum(month.incremental_profit for month in self.months)

    @cached_property
    def cost(self):
        return sum(month.cost for month in self.months)

    @property
    def net_effect(self):
        return self.incremental_profit - self.cost

    @property
    def fixed_cost(self):
        """Costs that do not depend on how much the members buy."""
        joined = sum(self.joining(month.number) for month in self.months)
        return (
            self.cost_one_off
            + self.cost_monthly * self.horizon
            + self.cost_per_member * joined
        )

    @property
    def order_contribution(self):
        """What one order in the programme leaves after discount and order cost."""
        return (
            self.programme_order * (self.margin - self.discount) - self.cost_per_order
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
        return Figure(orders.value * self.programme_order)

    @property
    def break_even_uplift(self):
        """Uplift in frequency at which the ROI is zero, all else as planned."""
        orders = self.break_even_orders
        if not orders.is_defined:
            return orders
        if self.baseline_orders <= 0:
            return Figure.undefined(NO_BASELINE)
        return Figure(orders.value / self.baseline_orders - 1)

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
