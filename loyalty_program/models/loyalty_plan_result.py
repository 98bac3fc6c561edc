import math

from odoo import api, fields, models
from odoo.tools.misc import formatLang

from ..finance import BusinessCase
from ..finance.chart import outline
from .loyalty_plan import ASSUMPTIONS, HORIZON_MAX, MANAGER

REASON_SELECTION = [
    ("no_cost", "Not defined: the program costs nothing"),
    ("no_baseline", "Not defined: there are no orders to compare with"),
    ("no_unit_margin", "Never: an order leaves no margin after discount and cost"),
    ("nothing_to_pay_back", "Nothing to pay back"),
    ("beyond_horizon", "Not within the horizon"),
    ("no_sign_change", "None: the cash flow never changes its sign"),
    ("starts_with_income", "None: money comes in before any is spent"),
    ("several_rates", "None: more than one rate would fit"),
    ("out_of_range", "None: outside of what can be computed"),
]
AMOUNTS = ("incremental_profit", "cost", "net_effect", "npv")
# Result field of the plan -> figure of the business case
FIGURES = {
    "roi": "roi",
    "payback": "payback",
    "break_even_orders": "break_even_orders",
    "break_even_revenue": "break_even_revenue",
    "break_even_uplift": "break_even_uplift",
    "irr": "internal_rate",
    "required_increase": "required_sales_increase",
}
REASONED = (
    "roi",
    "payback",
    "break_even_orders",
    "break_even_uplift",
    "irr",
    "required_increase",
)


class LoyaltyPlan(models.Model):
    _inherit = "loyalty.plan"

    incremental_profit = fields.Monetary(
        compute="_compute_results", store=True, groups=MANAGER
    )
    cost = fields.Monetary(
        string="Total Cost", compute="_compute_results", store=True, groups=MANAGER
    )
    net_effect = fields.Monetary(compute="_compute_results", store=True, groups=MANAGER)
    roi = fields.Float(
        string="ROI", compute="_compute_results", store=True, aggregator=None
    )
    roi_reason = fields.Selection(
        selection=REASON_SELECTION, compute="_compute_results", store=True
    )
    payback = fields.Float(
        string="Payback (Months)",
        compute="_compute_results",
        store=True,
        aggregator=None,
    )
    payback_reason = fields.Selection(
        selection=REASON_SELECTION, compute="_compute_results", store=True
    )
    break_even_month = fields.Integer(
        compute="_compute_results", store=True, aggregator=None
    )
    break_even_orders = fields.Float(
        compute="_compute_results", store=True, aggregator=None, groups=MANAGER
    )
    break_even_orders_reason = fields.Selection(
        selection=REASON_SELECTION,
        compute="_compute_results",
        store=True,
        groups=MANAGER,
    )
    break_even_revenue = fields.Monetary(
        compute="_compute_results", store=True, aggregator=None, groups=MANAGER
    )
    break_even_uplift = fields.Float(
        compute="_compute_results", store=True, aggregator=None, groups=MANAGER
    )
    break_even_uplift_reason = fields.Selection(
        selection=REASON_SELECTION,
        compute="_compute_results",
        store=True,
        groups=MANAGER,
    )
    npv = fields.Monetary(
        string="NPV",
        compute="_compute_results",
        store=True,
        aggregator=None,
        groups=MANAGER,
    )
    irr = fields.Float(
        string="IRR (Yearly)",
        compute="_compute_results",
        store=True,
        aggregator=None,
        groups=MANAGER,
    )
    irr_reason = fields.Selection(
        selection=REASON_SELECTION,
        compute="_compute_results",
        store=True,
        groups=MANAGER,
    )
    required_increase = fields.Float(
        string="Required Sales Increase",
        compute="_compute_results",
        store=True,
        aggregator=None,
        groups=MANAGER,
    )
    required_increase_reason = fields.Selection(
        selection=REASON_SELECTION,
        compute="_compute_results",
        store=True,
        groups=MANAGER,
    )
    month_ids = fields.One2many(
        comodel_name="loyalty.plan.month",
        inverse_name="plan_id",
        string="Cash Flow",
        compute="_compute_month_ids",
        store=True,
        groups=MANAGER,
    )
    obstacles = fields.Text(compute="_compute_obstacles", compute_sudo=True)
    headline = fields.Html(
        compute="_compute_panels", compute_sudo=True, sanitize=False, groups=MANAGER
    )
    detail = fields.Html(
        compute="_compute_panels", compute_sudo=True, sanitize=False, groups=MANAGER
    )

    @api.depends(*ASSUMPTIONS)
    def _compute_results(self):
        for plan in self:
            figures = plan._get_figures()
            plan.update({name: figures[name] or 0.0 for name in (*AMOUNTS, *FIGURES)})
            for name in REASONED:
                plan[f"{name}_reason"] = figures[f"{name}_reason"]
            plan.break_even_month = math.ceil(plan.payback)

    @api.depends(*ASSUMPTIONS)
    def _compute_month_ids(self):
        for plan in self:
            cumulative = 0.0
            rows = [fields.Command.clear()]
            for month in plan._get_business_case().months:
                cumulative += month.net
                rows.append(
                    fields.Command.create(
                        {
                            "number": month.number,
                            "incremental_profit": month.incremental_profit,
                            "cost": month.cost,
                            "net": month.net,
                            "cumulative": cumulative,
                        }
                    )
                )
            plan.month_ids = rows

    @api.depends(*ASSUMPTIONS, "program_id.company_id")
    @api.depends_context("lang")
    def _compute_obstacles(self):
        for plan in self:
            plan.obstacles = "\n".join(
                plan.program_id._get_limit_obstacles(plan._get_figures())
            )

    @api.depends(*ASSUMPTIONS, "currency_id")
    @api.depends_context("lang")
    def _compute_panels(self):
        for plan in self:
            cards = plan._prepare_cards()
            plan.headline = plan._render_panel("plan_headline", cards=cards[:4])
            plan.detail = plan._render_panel(
                "plan_detail", cards=cards, chart=plan._prepare_chart()
            )

    def _render_panel(self, template, **values):
        return self.env["ir.qweb"]._render(
            f"loyalty_program.{template}", {"plan": self, **values}
        )

    @api.model
    def _get_result_fields(self):
        return {
            name
            for name, field in self._fields.items()
            if field.store and field.compute and not field.inverse
        }

    def _get_business_case(self):
        self.ensure_one()
        values = {name: self[name] for name in ASSUMPTIONS}
        values["clients"] = values.pop("client_count")
        # An unsaved form may hold what the constraints will refuse
        values["horizon"] = min(max(values["horizon"], 0), HORIZON_MAX)
        values["yearly_rate"] = max(values["yearly_rate"], 0.0)
        return BusinessCase(**values)

    def _get_figures(self):
        """All results as plain values; an undefined one is None beside its reason."""
        case = self._get_business_case()
        figures = {
            "incremental_profit": case.incremental_profit,
            "cost": case.cost,
            "net_effect": case.net_effect,
            "npv": case.net_present_value,
        }
        for name, source in FIGURES.items():
            figure = getattr(case, source)
            figures[name] = figure.value
            figures[f"{name}_reason"] = figure.reason or False
        return figures

    # What the screen shows: every figure with its formula and the numbers put in

    def _prepare_cards(self):
        case = self._get_business_case()
        return [
            self._card_roi(case),
            self._card_payback(case),
            self._card_npv(case),
            self._card_break_even_orders(case),
            self._card_break_even_revenue(case),
            self._card_break_even_uplift(case),
            self._card_irr(case),
            self._card_required_increase(case),
        ]

    def _card_roi(self, case):
        _ = self.env._
        profit, cost = self._number(case.incremental_profit), self._number(case.cost)
        return self._card(
            _("ROI"),
            case.roi,
            self._percent,
            _("(incremental profit − cost) / cost"),
            f"({profit} − {cost}) / {cost}",
            good=case.net_effect >= 0,
        )

    def _card_payback(self, case):
        _ = self.env._
        payback = case.payback
        numbers = ""
        if payback.is_defined:
            month = math.ceil(payback.value) - 1
            missing = -sum(case.flows[: month + 1])
            numbers = f"{month} + {self._number(missing)} / " + self._number(
                case.flows[month + 1]
            )
        return self._card(
            _("Payback"),
            payback,
            self._months,
            _("months in the red + what is missing / net flow of the next month"),
            numbers,
            good=payback.reason != "beyond_horizon",
        )

    def _card_npv(self, case):
        _ = self.env._
        rate = self._percent((1 + case.yearly_rate) ** (1 / 12) - 1, digits=2)
        value = case.net_present_value
        return {
            "title": _("Net present value"),
            "value": self._money(value),
            "formula": _("Σ net flow of month t / (1 + monthly rate)^t"),
            "numbers": _(
                "rate %(rate)s a month, t = 0…%(horizon)s",
                rate=rate,
                horizon=case.horizon,
            ),
            "good": value >= 0,
            "defined": True,
        }

    def _card_break_even_orders(self, case):
        _ = self.env._
        planned = case.planned_orders
        figure = case.break_even_orders
        return self._card(
            _("Break-even, orders"),
            figure,
            lambda value: self._number(math.ceil(value - 1e-9)),
            _("(fixed cost + profit without program) / profit per order"),
            f"({self._number(case.fixed_cost)} + {self._number(case.baseline_profit)})"
            f" / {self._number(case.order_contribution, digits=2)}; "
            + _("planned: %(orders)s", orders=self._number(planned)),
            good=figure.is_defined and planned >= figure.value,
        )

    def _card_break_even_revenue(self, case):
        _ = self.env._
        numbers = ""
        if case.break_even_orders.is_defined:
            numbers = self._number(case.break_even_orders.value, digits=1)
            numbers += f" × {self._number(case.programme_order, digits=2)}"
        return self._card(
            _("Break-even, revenue"),
            case.break_even_revenue,
            self._money,
            _("break-even orders × average order in the program"),
            numbers,
        )

    def _card_break_even_uplift(self, case):
        _ = self.env._
        numbers = ""
        figure = case.break_even_uplift
        if figure.is_defined:
            numbers = self._number(case.break_even_orders.value, digits=1)
            numbers += f" / {self._number(case.baseline_orders, digits=1)} − 1; "
            numbers += _(
                "planned: %(uplift)s", uplift=self._percent(case.frequency_uplift)
            )
        return self._card(
            _("Break-even, more orders"),
            figure,
            self._percent,
            _("break-even orders / orders without program − 1"),
            numbers,
            good=figure.is_defined and case.frequency_uplift >= figure.value,
        )

    def _card_irr(self, case):
        _ = self.env._
        return self._card(
            _("Internal rate of return"),
            case.internal_rate,
            self._percent,
            _("yearly rate at which the net present value is zero"),
            "",
        )

    def _card_required_increase(self, case):
        _ = self.env._
        discount, margin = self._percent(case.discount), self._percent(case.margin)
        return self._card(
            _("Sales increase the discount needs"),
            case.required_sales_increase,
            self._percent,
            _("discount / (margin − discount)"),
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

    def _prepare_chart(self):
        case = self._get_business_case()
        chart = outline(case.flows)
        return {
            **chart,
            "last": case.horizon,
            "highest": self._money(chart["highest"]),
            "lowest": self._money(chart["lowest"]),
        }

    def _words(self, reason):
        labels = dict(self._fields["roi_reason"]._description_selection(self.env))
        return labels[reason]

    def _number(self, value, digits=0):
        return formatLang(self.env, value, digits=digits)

    def _percent(self, value, digits=1):
        return self._number(value * 100, digits=digits) + "%"

    def _money(self, value):
        if not self.currency_id:
            return self._number(value)
        return formatLang(
            self.env, value, currency_obj=self.currency_id, rounding_unit="units"
        )

    def _months(self, value):
        return self.env._("%(number)s months", number=self._number(value, digits=1))
