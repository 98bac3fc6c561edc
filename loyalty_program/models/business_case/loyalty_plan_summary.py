"""What the director reads on one page."""

from odoo import models

from .loyalty_plan import RANGED
from .loyalty_plan_chart import PERCENTAGES

PLAIN = (
    *("orders_per_month", "average_order", "margin", "retention", "discount"),
    *("cost_one_off", "cost_monthly", "cost_per_member", "cost_per_order"),
)
SHARES = (*PERCENTAGES, "retention", "discount")


class LoyaltyPlan(models.Model):
    _inherit = "loyalty.plan"

    def _prepare_summary(self):
        self.ensure_one()
        cards = self._prepare_cards()
        return {
            "cards": [cards[:4], cards[4:8], cards[8:12]],
            "inputs": self._summarize_inputs(),
            "limits": self._summarize_limits(),
            **self._prepare_charts(),
        }

    def _summarize_inputs(self):
        """Label, value and range of the inputs that matter, zeros left out."""
        case = self._get_business_case()
        clients = self._get_text("client_count"), self._number(case.clients), ""
        rows = [clients]
        for name in (*PLAIN, *RANGED):
            value = self[name]
            if value or name == "enrolment":
                ends = self._describe_ends(name) if name in RANGED else ""
                rows.append((self._get_text(name), self._show_input(name, value), ends))
        if case.reward_cost or case.reward_share:
            rewards = self._money(case.reward_per_order, exact=True)
            rows.append((self.env._("Rewards per order"), rewards, ""))
        horizon = self.env._("%(number)s months", number=self.horizon)
        rows.append((self.env._("Horizon"), horizon, ""))
        return rows

    def _summarize_limits(self):
        """What the companies ask for, what the case has, and whether that is met."""
        limits, figures = self.program_id._get_gate_limits(), self._get_figures()
        if limits["min_roi"] is None:
            return []
        program = self.program_id
        checks = (
            ("min_roi", "roi", self._percent, program._get_roi_obstacles),
            ("max_payback", "payback", self._months, program._get_payback_obstacles),
            (
                "max_loss",
                "loss_probability",
                self._percent,
                program._get_loss_obstacles,
            ),
            ("budget", "cost", self._money, program._get_budget_obstacles),
        )
        labels = self._get_limit_labels()
        return [
            {
                "label": labels[limit],
                "limit": show(limits[limit]),
                "value": self._show_figure(figures, name, show),
                "met": not check(figures, limits),
            }
            for limit, name, show, check in checks
            if limits[limit] or limit == "min_roi"
        ]

    def _get_limit_labels(self):
        return {
            "min_roi": self.env._("ROI, at least"),
            "max_payback": self.env._("Payback, at most"),
            "max_loss": self.env._("Probability of loss, at most"),
            "budget": self.env._("Total cost, at most"),
        }

    def _show_figure(self, figures, name, show):
        if figures[name] is None:
            return self._words(figures[f"{name}_reason"])
        return show(figures[name])

    def _show_input(self, name, value):
        if name in SHARES:
            return self._percent(value)
        if self._fields[name].type == "monetary":
            return self._money(value)
        return self._number(value, digits=2)

    def _describe_ends(self, name):
        low, _likely, high = self._get_range(name)[1:]
        if low == high:
            return ""
        return f"{self._percent(low)} … {self._percent(high)}"

    def _get_text(self, name):
        return self._fields[name]._description_string(self.env)
