"""The four charts of a business case, drawn on the server: form and PDF share them."""

from odoo import api, fields, models

from ...arithmetic.business_case import chart, tornado
from .loyalty_plan import DECIDERS, UNCERTAIN

PERCENTAGES = (
    "enrolment",
    "frequency_uplift",
    "order_uplift",
    "retention_uplift",
    "referral_rate",
    "redemption",
    "margin",
)


class LoyaltyPlan(models.Model):
    _inherit = "loyalty.plan"

    charts = fields.Html(
        compute="_compute_charts", compute_sudo=True, sanitize=False, groups=DECIDERS
    )

    @api.depends(*UNCERTAIN, "currency_id")
    @api.depends_context("lang")
    def _compute_charts(self):
        for plan in self:
            plan.charts = plan._render_panel("plan_charts", **plan._prepare_charts())

    def _prepare_charts(self):
        case = self._get_business_case()
        simulation = self._get_simulation(case)
        return {
            "break_even": self._label_ticks(chart.break_even(case)),
            "even_words": self._get_even_words(case),
            "cumulative": self._label_ticks(chart.cumulative(case.flows)),
            "payback_words": self._get_payback_words(case),
            "tornado": self._prepare_tornado(case),
            "distribution": self._prepare_distribution(simulation),
            "loss": self._show_loss(case, simulation),
        }

    def _prepare_distribution(self, simulation):
        if not simulation.returns:
            return None
        drawn = chart.distribution(simulation)
        if drawn:
            for key, show in (("x_ticks", self._percent), ("marks", self._percentile)):
                drawn[key] = [
                    {"place": place, "label": show(value, digits=0)}
                    for place, value in drawn[key]
                ]
        return drawn

    def _percentile(self, share, digits):
        return f"P{share * 100:.{digits}f}"

    def _prepare_tornado(self, case):
        swings = tornado(case, self._get_ranges())
        drawn = chart.swings(swings, case.net_effect)
        for row in drawn["rows"]:
            swing = row["swing"]
            row["name"] = self._describe_range(swing.range)
            row["ends"] = f"{self._short(swing.low)} … {self._short(swing.high)}"
            row["good_high"] = swing.high > swing.low
        return drawn

    def _describe_range(self, one):
        label = self._fields[one.name]._description_string(self.env)
        show = self._short_percent if one.name in PERCENTAGES else self._short
        return f"{label} {show(one.low)} … {show(one.high)}"

    def _label_ticks(self, drawn):
        for name in ("x_ticks", "y_ticks"):
            drawn[name] = [
                {"place": place, "label": self._short(value)}
                for place, value in drawn[name]
            ]
        return drawn

    def _get_even_words(self, case):
        figure = case.break_even_orders
        if not figure.is_defined:
            return self._words(figure.reason)
        return self.env._(
            "Break-even at %(orders)s orders, %(planned)s planned",
            orders=self._number(figure.value),
            planned=self._number(case.planned_orders),
        )

    def _get_payback_words(self, case):
        figure = case.payback
        if not figure.is_defined:
            return self._words(figure.reason)
        return self.env._("Paid back after %(time)s", time=self._months(figure.value))

    def _short_percent(self, value):
        whole = abs(value * 100 - round(value * 100)) < 1e-9
        return self._percent(value, digits=0 if whole else 1)

    def _short(self, value):
        """A number that fits beside an axis."""
        if abs(value) >= 1e6:
            number = self._number(value / 1e6, digits=1)
            return self.env._("%(number)s M", number=number)
        if abs(value) >= 1e4:
            return self.env._("%(number)s k", number=self._number(value / 1e3))
        whole = abs(value) >= 100 or value == round(value)
        return self._number(value, digits=0 if whole else 1)
