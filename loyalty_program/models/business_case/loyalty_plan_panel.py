"""What the form shows: every figure with its formula and the numbers put in."""

import math

from odoo import api, fields, models
from odoo.tools.misc import formatLang

from ...arithmetic.business_case import DRAWS, SEED, breakage
from .loyalty_plan import DECIDERS, UNCERTAIN
from .percent import show_percent


class LoyaltyPlan(models.Model):
    _inherit = "loyalty.plan"

    headline = fields.Html(
        compute="_compute_panels", compute_sudo=True, sanitize=False, groups=DECIDERS
    )
    detail = fields.Html(
        compute="_compute_panels", compute_sudo=True, sanitize=False, groups=DECIDERS
    )

    @api.depends(*UNCERTAIN, "currency_id")
    @api.depends_context("lang")
    def _compute_panels(self):
        for plan in self:
            cards = plan._prepare_cards()
            plan.headline = plan._render_panel("plan_cards", cards=cards[:4])
            plan.detail = plan._render_panel("plan_cards", cards=cards[4:])

    def _render_panel(self, template, **values):
        return self.env["ir.qweb"]._render(
            f"loyalty_program.{template}", {"plan": self, **values}
        )

    def _prepare_cards(self):
        case = self._get_business_case()
        cards = [
            self._card_roi(case),
            self._card_payback(case),
            self._card_npv(case),
            self._card_risk(case),
            self._card_net_effect(case),
            self._card_break_even_members(case),
            self._card_break_even_orders(case),
            self._card_break_even_revenue(case),
            self._card_break_even_uplift(case),
            self._card_required_increase(case),
            self._card_irr(case),
            self._card_lifetime(case),
            *self._cards_flattening(case),
            *self._cards_rewards(case),
        ]
        if self._is_blank(case):
            # Nothing has been entered that could be good or bad
            return [{**card, "good": None} for card in cards]
        return cards

    def _is_blank(self, case):
        return not case.cost and not case.incremental_profit

    def _show_loss(self, case, simulation):
        if self._is_blank(case):
            return self.env._("Unknown: there is no effect or cost yet")
        return self._percent(simulation.loss_probability)

    def _card_roi(self, case):
        profit, cost = self._number(case.incremental_profit), self._number(case.cost)
        return self._card(
            self.env._("ROI"),
            case.roi,
            self._percent,
            self.env._("(incremental profit − cost) / cost"),
            f"({profit} − {cost}) / {cost}",
            good=case.net_effect >= 0,
        )

    def _card_payback(self, case):
        payback = case.payback
        numbers = ""
        if payback.is_defined:
            month = math.ceil(payback.value) - 1
            missing = -sum(case.flows[: month + 1])
            numbers = f"{month} + {self._number(missing)} / " + self._number(
                case.flows[month + 1]
            )
        return self._card(
            self.env._("Payback"),
            payback,
            self._months,
            self.env._(
                "months in the red + amount missing / net flow of the next month"
            ),
            numbers,
            good=payback.reason != "beyond_horizon",
        )

    def _card_npv(self, case):
        rate = self._percent((1 + case.yearly_rate) ** (1 / 12) - 1, digits=2)
        value = case.net_present_value
        return {
            "title": self.env._("Net present value"),
            "value": self._money(value),
            "formula": self.env._("Σ net flow of month t / (1 + monthly rate)^t"),
            "numbers": self.env._(
                "rate %(rate)s a month, t = 0…%(horizon)s",
                rate=rate,
                horizon=case.horizon,
            ),
            "good": value >= 0,
            "defined": True,
        }

    def _card_risk(self, case):
        simulation = self._get_simulation(case)
        low, middle, high = (
            simulation.roi_percentile(share) for share in (0.1, 0.5, 0.9)
        )
        numbers = self.env._("every input is certain, so there is no spread")
        if simulation.has_spread and low.is_defined:
            numbers = self.env._(
                "ROI P10 %(low)s, P50 %(middle)s, P90 %(high)s",
                low=self._percent(low.value),
                middle=self._percent(middle.value),
                high=self._percent(high.value),
            )
        return {
            "title": self.env._("Probability of loss"),
            "value": self._show_loss(case, simulation),
            "formula": self.env._(
                "outcomes with a negative net effect / %(draws)s simulated outcomes "
                "(seed %(seed)s)",
                draws=self._number(DRAWS),
                seed=SEED,
            ),
            "numbers": numbers,
            "good": simulation.loss_probability < 0.5,
            "defined": not self._is_blank(case),
        }

    def _card_net_effect(self, case):
        profit, cost = self._number(case.incremental_profit), self._number(case.cost)
        return {
            "title": self.env._("Net effect"),
            "value": self._money(case.net_effect),
            "formula": self.env._("incremental profit − cost"),
            "numbers": f"{profit} − {cost}",
            "good": case.net_effect >= 0,
            "defined": True,
        }

    def _card_break_even_members(self, case):
        figure = case.break_even_members
        fixed = self._number(case.program_cost)
        each = self._number(case.member_contribution, digits=2)
        planned = self.env._("planned: %(clients)s", clients=self._number(case.members))
        return self._card(
            self.env._("Break-even, clients"),
            figure,
            lambda value: self._number(math.ceil(value - 1e-9)),
            self.env._(
                "cost that does not depend on members / profit per member; orders, "
                "margin and rewards of each as planned"
            ),
            f"{fixed} / {each}; {planned}",
            good=figure.is_defined and case.members >= figure.value,
        )

    def _card_lifetime(self, case):
        without, planned = case.lifetime_without, case.lifetime_with
        numbers = ""
        if without.is_defined:
            numbers = self.env._(
                "without the program: %(value)s", value=self._money(without.value)
            )
        return self._card(
            self.env._("Lifetime value of a member"),
            planned,
            self._money,
            self.env._("yearly profit × retention / (1 + rate − retention)"),
            numbers,
            good=planned.value >= without.value
            if planned.is_defined and without.is_defined
            else None,
        )

    def _cards_flattening(self, case):
        flat = self._get_flattening_case(case)
        if not flat:
            return []
        curve = flat.curves[1]
        years = ", ".join(self._percent(curve.get_retention(n)) for n in (1, 2, 3))
        return [
            self._card(
                self.env._("ROI if retention flattens"),
                flat.roi,
                self._percent,
                self.env._("those who have stayed are those who stay"),
                self.env._("retention of the first years: %(years)s", years=years),
                good=flat.net_effect >= 0,
            )
        ]

    def _cards_rewards(self, case):
        if not (case.reward_cost or case.reward_share):
            return []
        return [
            {
                "title": self.env._("Rewards per order"),
                "value": self._money(case.reward_per_order, exact=True),
                "formula": self.env._("cost of what an order earns × redeemed"),
                "numbers": self.env._(
                    "redeemed %(redemption)s, breakage %(breakage)s",
                    redemption=self._percent(case.redemption),
                    breakage=self._percent(breakage(case.redemption)),
                ),
                "good": None,
                "defined": True,
            },
            {
                "title": self.env._("Rewards owed at the end"),
                "value": self._money(case.final_liability),
                "formula": self.env._(
                    "(earned × redemption − redeemed) × cost; paid in the last month"
                ),
                "numbers": "",
                "good": None,
                "defined": True,
            },
        ]

    def _card_break_even_orders(self, case):
        planned = case.planned_orders
        figure = case.break_even_orders
        return self._card(
            self.env._("Break-even, orders"),
            figure,
            lambda value: self._number(math.ceil(value - 1e-9)),
            self.env._("(fixed cost + profit without program) / profit per order"),
            f"({self._number(case.fixed_cost)} + {self._number(case.baseline_profit)})"
            f" / {self._number(case.order_contribution, digits=2)}; "
            + self.env._("planned: %(orders)s", orders=self._number(planned)),
            good=figure.is_defined and planned >= figure.value,
        )

    def _card_break_even_revenue(self, case):
        numbers = ""
        if case.break_even_orders.is_defined:
            numbers = self._number(case.break_even_orders.value, digits=1)
            numbers += f" × {self._number(case.program_order, digits=2)}"
        return self._card(
            self.env._("Break-even, revenue"),
            case.break_even_revenue,
            self._money,
            self.env._("break-even orders × average order in the program"),
            numbers,
        )

    def _card_break_even_uplift(self, case):
        numbers = ""
        figure = case.break_even_uplift
        if figure.is_defined:
            numbers = self._number(case.break_even_orders.value, digits=1)
            usual = case.orders_per_month * case.member_months
            numbers += f" / {self._number(usual, digits=1)} − 1; "
            numbers += self.env._(
                "planned: %(uplift)s", uplift=self._percent(case.frequency_uplift)
            )
        return self._card(
            self.env._("Break-even, more orders"),
            figure,
            self._percent,
            self.env._(
                "break-even orders / orders as often as today − 1; members, size of "
                "orders, retention and costs as planned"
            ),
            numbers,
            good=figure.is_defined and case.frequency_uplift >= figure.value,
        )

    def _card_irr(self, case):
        return self._card(
            self.env._("Internal rate of return"),
            case.internal_rate,
            self._percent,
            self.env._("yearly rate at which the net present value is zero"),
            "",
        )

    def _card_required_increase(self, case):
        discount, margin = self._percent(case.discount), self._percent(case.margin)
        return self._card(
            self.env._("Sales increase required by the discount"),
            case.required_sales_increase,
            self._percent,
            self.env._("discount / (margin − discount)"),
            f"{discount} / ({margin} − {discount})",
        )

    def _card(self, title, figure, show, formula, numbers, good=None):
        value = show(figure.value) if figure.is_defined else self._words(figure.reason)
        return {
            "title": title,
            "value": value,
            "formula": formula,
            "numbers": numbers if figure.is_defined else "",
            "good": good,
            "defined": figure.is_defined,
        }

    def _words(self, reason):
        labels = dict(self._fields["roi_reason"]._description_selection(self.env))
        return labels[reason]

    def _number(self, value, digits=0):
        return formatLang(self.env, value, digits=digits)

    def _percent(self, value, digits=1):
        return show_percent(self.env, value, digits)

    def _money(self, value, exact=False):
        if not self.currency_id:
            return self._number(value)
        if exact:
            return formatLang(self.env, value, currency_obj=self.currency_id)
        return formatLang(
            self.env, value, currency_obj=self.currency_id, rounding_unit="units"
        )

    def _months(self, value):
        return self.env._("%(number)s months", number=self._number(value, digits=1))
