"""The limits of the companies, and why a business case does not meet them."""

from odoo import fields, models
from odoo.tools.misc import formatLang

# Limits in money, and their settings
AMOUNTS = {"budget": "loyalty_budget", "second_amount": "loyalty_second_amount"}


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    def _get_gate_limits(self):
        """Strictest limits among the companies concerned; 0 sets none, but for ROI."""
        companies = self._get_gate_companies()
        return {
            "min_roi": max(companies.mapped("loyalty_min_roi"), default=None),
            "max_payback": _strictest(companies.mapped("loyalty_max_payback")),
            "max_loss": _strictest(companies.mapped("loyalty_max_loss")),
            **{
                name: _strictest(
                    [self._convert_limit(company, field) for company in companies]
                )
                for name, field in AMOUNTS.items()
            },
            "min_power": max(companies.mapped("loyalty_min_power"), default=0.0),
            "self_approval": all(companies.mapped("loyalty_self_approval")),
        }

    def _convert_limit(self, company, name):
        return company.currency_id._convert(
            company[name],
            self.currency_id or company.currency_id,
            company,
            fields.Date.context_today(self),
        )

    def _get_limit_obstacles(self, figures):
        """Why the figures of a business case do not meet the limits, in words."""
        limits = self._get_gate_limits() if self else {"min_roi": None}
        if limits["min_roi"] is None:
            return []
        return [
            *self._get_roi_obstacles(figures, limits),
            *self._get_payback_obstacles(figures, limits),
            *self._get_loss_obstacles(figures, limits),
            *self._get_budget_obstacles(figures, limits),
        ]

    def _get_loss_obstacles(self, figures, limits):
        limit = limits["max_loss"]
        if not limit or figures["loss_probability"] <= limit:
            return []
        return [
            self.env._(
                "The probability of loss of %(share)s%% is above the maximum of "
                "%(limit)s%%.",
                share=formatLang(self.env, figures["loss_probability"] * 100, digits=1),
                limit=formatLang(self.env, limit * 100, digits=1),
            )
        ]

    def _get_budget_obstacles(self, figures, limits):
        limit = limits["budget"]
        if not limit or figures["cost"] <= limit:
            return []
        return [
            self.env._(
                "The cost of %(cost)s is above the budget of %(limit)s.",
                cost=formatLang(
                    self.env, figures["cost"], currency_obj=self.currency_id
                ),
                limit=formatLang(self.env, limit, currency_obj=self.currency_id),
            )
        ]

    def _get_roi_obstacles(self, figures, limits):
        if figures["roi"] is None:
            return [self.env._("The ROI is not defined: the program costs nothing.")]
        if figures["roi"] >= limits["min_roi"]:
            return []
        return [
            self.env._(
                "The ROI of %(roi)s%% is below the minimum of %(limit)s%%.",
                roi=formatLang(self.env, figures["roi"] * 100, digits=1),
                limit=formatLang(self.env, limits["min_roi"] * 100, digits=1),
            )
        ]

    def _get_payback_obstacles(self, figures, limits):
        limit = limits["max_payback"]
        if not limit or figures["payback_reason"] == "nothing_to_pay_back":
            return []
        if figures["payback"] is None:
            return [self.env._("The cost is not paid back within the horizon.")]
        if figures["payback"] <= limit:
            return []
        return [
            self.env._(
                "The payback of %(months)s months is above the maximum of %(limit)s.",
                months=formatLang(self.env, figures["payback"], digits=1),
                limit=formatLang(self.env, limit, digits=1),
            )
        ]


def _strictest(limits):
    return min((limit for limit in limits if limit), default=0.0)
