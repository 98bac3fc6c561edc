"""What the program would have cost on the orders of last year.

An average order says all or nothing of a threshold: it is above it, or it is not.
"""

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.client_segmentation.models.core.doors import need_one

from ...sql.business_case.backtest import (
    add_up,
    from_amount,
    number,
    select_backtest,
)
from .loyalty_plan import DECIDERS
from .loyalty_plan_target import ONE_DAY

# How far below the orders of last year a case may be
TOLERANCE = 0.1


class LoyaltyPlan(models.Model):
    _inherit = "loyalty.plan"

    # Orders, cost and period as read
    backtest = fields.Json(string="Backtest as Read", copy=False, groups=DECIDERS)
    backtest_note = fields.Char(
        string="Backtest", compute="_compute_backtest_note", groups=DECIDERS
    )
    given_per_order = fields.Monetary(
        string="Given Away per Order",
        compute="_compute_backtest_note",
        groups=DECIDERS,
        help="Rewards at cost as if all were redeemed, discount and cost per order.",
    )
    is_below_backtest = fields.Boolean(
        compute="_compute_backtest_note", groups=DECIDERS
    )

    @api.depends(
        "backtest",
        "reward_ids.cost_per_order",
        *("discount", "cost_per_order", "average_order", "order_uplift"),
    )
    @api.depends_context("lang")
    def _compute_backtest_note(self):
        for plan in self:
            found = plan.backtest
            planned = plan._get_given_per_order()
            each = found["cost"] / found["orders"] if found else 0.0
            plan.given_per_order = planned
            plan.is_below_backtest = planned < each * (1 - TOLERANCE) - 1e-6
            plan.backtest_note = found and plan._describe_backtest(each, planned)

    def _describe_backtest(self, each, planned):
        return self.env._(
            "Last year's orders would have earned rewards of %(total)s (%(each)s per "
            "order); the case counts with %(planned)s per order.",
            total=self._money(self.backtest["cost"]),
            each=self._money(each, exact=True),
            planned=self._money(planned, exact=True),
        )

    def action_backtest(self):
        """Apply the program as it is to the orders of the last twelve full months."""
        need_one(self)
        self._check_draft()
        end = self._get_company()._get_segment_today().replace(day=1)
        start = end - relativedelta(months=12)
        found = self._read_backtest(start, end)
        if not found["orders"]:
            self._raise_no_orders(found, start, end - ONE_DAY)
        self.backtest = {**found, "from": str(start), "to": str(end - ONE_DAY)}

    def _get_given_per_order(self):
        """All that the case gives away with an order, as if all were redeemed."""
        rewards = sum(self.reward_ids.mapped("cost_per_order"))
        return rewards + self.discount * self._get_program_order() + self.cost_per_order

    def _read_backtest(self, start, end):
        purchases = self._get_purchases(start, (start, end))
        terms = self._get_unit(), self._select_points(), self._select_cost()
        [row] = self.env.execute_query_dict(select_backtest(*purchases, *terms))
        return row

    def _get_unit(self):
        """One cent of the company's currency in that of the program."""
        company = self._get_company()
        rate = self.env["res.currency"]._get_conversion_rate(
            company.currency_id,
            self.currency_id or company.currency_id,
            company,
            fields.Date.context_today(self),
        )
        return rate / 10 ** self._get_company_digits()

    def _select_points(self):
        rules = self.program_id.with_context(active_test=False).rule_ids
        if not rules:
            return number(1.0)
        return add_up(
            [
                from_amount(
                    rule.minimum_amount,
                    SQL("amount * %s::float", rule.reward_point_amount)
                    if rule.reward_point_mode == "money"
                    else number(rule.reward_point_amount),
                )
                for rule in rules
            ]
        )

    def _select_cost(self):
        rewards = self.program_id.with_context(active_test=False).reward_ids
        return add_up(
            [self._select_reward_cost(reward, len(rewards)) for reward in rewards]
            + [self._select_benefit_cost(it) for it in self.program_id.benefit_ids]
        )

    def _select_reward_cost(self, reward, choices):
        """As of the average order (``_get_earned``), for each order of its own."""
        if self.program_id.applies_on == "current":
            earned = SQL("(points >= %s::float)::integer", reward.required_points)
        else:
            earned = SQL("points / %s::float", reward.required_points * choices)
            if reward.reward_type == "discount" and reward.discount_mode != "per_point":
                earned = SQL("LEAST(%s, 1.0)", earned)
        return SQL("%s * %s", earned, self._select_unit_cost(reward))

    def _select_unit_cost(self, reward):
        if reward.reward_type == "discount" and reward.discount_mode == "percent":
            share = SQL("amount * %s::float", reward.discount / 100)
            limit = reward.discount_max_amount
            return SQL("LEAST(%s, %s::float)", share, limit) if limit else share
        return number(self._prepare_reward_cost(reward)["unit_cost"])

    def _select_benefit_cost(self, benefit):
        if benefit.kind in ("referral", "draw"):
            # They do not come with single orders
            return number(self._get_given(benefit) * benefit.unit_cost)
        each = SQL(
            "(%s::float + amount * %s::float)", benefit.unit_cost, benefit.cost_share
        )
        return from_amount(benefit.minimum_amount, each)
