import math
from dataclasses import replace
from functools import lru_cache

from odoo import api, fields, models

from ...arithmetic.business_case import (
    BusinessCase,
    linear_ramp,
    parse_shares,
    simulate,
)
from .loyalty_plan import ASSUMPTIONS, DECIDERS, HORIZON_MAX, UNCERTAIN

REASON_SELECTION = [
    ("no_cost", "Not defined: the program costs nothing"),
    ("no_baseline", "Not defined: there are no orders to compare with"),
    ("no_unit_margin", "Never: an order leaves no margin after discount and cost"),
    ("no_members", "Not defined: nobody joins"),
    ("no_member_margin", "Never: a client who joins costs more than they bring in"),
    ("nothing_to_pay_back", "Nothing to pay back"),
    ("beyond_horizon", "Not within the horizon"),
    ("no_sign_change", "None: the cash flow never changes sign"),
    ("starts_with_income", "None: money comes in before any is spent"),
    ("several_rates", "None: more than one rate would fit"),
    ("out_of_range", "None: outside the computable range"),
    ("endless", "Not defined: clients never leave and money keeps its value"),
]
# A form asks for the same simulation several times: figures, limits, charts
simulate_once = lru_cache(maxsize=16)(simulate)

AMOUNTS = ("incremental_profit", "cost", "net_effect", "npv", "liability")
RISKS = ("roi_p10", "roi_p50", "roi_p90", "loss_probability")
# Result field of the plan -> figure of the business case
FIGURES = {
    "roi": "roi",
    "payback": "payback",
    "break_even_members": "break_even_members",
    "break_even_orders": "break_even_orders",
    "break_even_revenue": "break_even_revenue",
    "break_even_uplift": "break_even_uplift",
    "irr": "internal_rate",
    "required_increase": "required_sales_increase",
}
REASONED = (
    "roi",
    "payback",
    "break_even_members",
    "break_even_orders",
    "break_even_uplift",
    "irr",
    "required_increase",
)


class LoyaltyPlan(models.Model):
    _inherit = "loyalty.plan"

    incremental_profit = fields.Monetary(
        compute="_compute_results", store=True, groups=DECIDERS
    )
    cost = fields.Monetary(
        string="Total Cost", compute="_compute_results", store=True, groups=DECIDERS
    )
    net_effect = fields.Monetary(
        compute="_compute_results", store=True, groups=DECIDERS
    )
    roi = fields.Float(
        string="ROI", compute="_compute_results", store=True, aggregator=None
    )
    roi_reason = fields.Selection(
        string="ROI: Reason",
        selection=REASON_SELECTION,
        compute="_compute_results",
        store=True,
    )
    payback = fields.Float(
        string="Payback (Months)",
        compute="_compute_results",
        store=True,
        aggregator=None,
    )
    payback_reason = fields.Selection(
        string="Payback: Reason",
        selection=REASON_SELECTION,
        compute="_compute_results",
        store=True,
    )
    break_even_month = fields.Integer(
        string="Break-even Month",
        compute="_compute_results",
        store=True,
        aggregator=None,
    )
    break_even_members = fields.Float(
        string="Break-even Clients",
        compute="_compute_results",
        store=True,
        aggregator=None,
        groups=DECIDERS,
    )
    break_even_members_reason = fields.Selection(
        string="Break-even Clients: Reason",
        selection=REASON_SELECTION,
        compute="_compute_results",
        store=True,
        groups=DECIDERS,
    )
    break_even_orders = fields.Float(
        string="Break-even Orders",
        compute="_compute_results",
        store=True,
        aggregator=None,
        groups=DECIDERS,
    )
    break_even_orders_reason = fields.Selection(
        string="Break-even Orders: Reason",
        selection=REASON_SELECTION,
        compute="_compute_results",
        store=True,
        groups=DECIDERS,
    )
    break_even_revenue = fields.Monetary(
        string="Break-even Revenue",
        compute="_compute_results",
        store=True,
        aggregator=None,
        groups=DECIDERS,
    )
    break_even_uplift = fields.Float(
        string="Break-even Uplift",
        compute="_compute_results",
        store=True,
        aggregator=None,
        groups=DECIDERS,
    )
    break_even_uplift_reason = fields.Selection(
        string="Break-even Uplift: Reason",
        selection=REASON_SELECTION,
        compute="_compute_results",
        store=True,
        groups=DECIDERS,
    )
    npv = fields.Monetary(
        string="NPV",
        compute="_compute_results",
        store=True,
        aggregator=None,
        groups=DECIDERS,
    )
    irr = fields.Float(
        string="IRR (Yearly)",
        compute="_compute_results",
        store=True,
        aggregator=None,
        groups=DECIDERS,
    )
    irr_reason = fields.Selection(
        string="IRR: Reason",
        selection=REASON_SELECTION,
        compute="_compute_results",
        store=True,
        groups=DECIDERS,
    )
    required_increase = fields.Float(
        string="Required Sales Increase",
        compute="_compute_results",
        store=True,
        aggregator=None,
        groups=DECIDERS,
    )
    required_increase_reason = fields.Selection(
        string="Required Sales Increase: Reason",
        selection=REASON_SELECTION,
        compute="_compute_results",
        store=True,
        groups=DECIDERS,
    )
    liability = fields.Monetary(
        string="Owed at the End",
        compute="_compute_results",
        store=True,
        groups=DECIDERS,
        help="Cost of the rewards earned within the horizon that members will redeem "
        "later.",
    )
    roi_p10 = fields.Float(
        string="ROI, P10",
        compute="_compute_results",
        store=True,
        aggregator=None,
        help="One out of ten simulated outcomes has a lower ROI.",
    )
    roi_p50 = fields.Float(
        string="ROI, P50",
        compute="_compute_results",
        store=True,
        aggregator=None,
        help="Half of the simulated outcomes have a lower ROI.",
    )
    roi_p90 = fields.Float(
        string="ROI, P90",
        compute="_compute_results",
        store=True,
        aggregator=None,
        help="Nine out of ten simulated outcomes have a lower ROI.",
    )
    loss_probability = fields.Float(
        string="Probability of Loss",
        compute="_compute_results",
        store=True,
        aggregator=None,
        help="Share of the simulated outcomes in which the program costs more than "
        "it brings in.",
    )
    month_ids = fields.One2many(
        comodel_name="loyalty.plan.month",
        inverse_name="plan_id",
        string="Cash Flow",
        compute="_compute_month_ids",
        store=True,
        groups=DECIDERS,
    )
    obstacles = fields.Text(compute="_compute_obstacles", compute_sudo=True)

    @api.depends(*UNCERTAIN)
    def _compute_results(self):
        for plan in self:
            figures = plan._get_figures()
            names = (*AMOUNTS, *FIGURES, *RISKS)
            plan.update({name: figures[name] or 0.0 for name in names})
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
                            "members": month.members,
                            "liability": month.liability,
                            "cumulative": cumulative,
                        }
                    )
                )
            plan.month_ids = rows

    @api.depends(*UNCERTAIN, "program_id.company_id")
    @api.depends_context("lang")
    def _compute_obstacles(self):
        for plan in self:
            plan.obstacles = "\n".join(
                plan.program_id._get_limit_obstacles(plan._get_figures())
            )

    @api.model
    def _get_result_fields(self):
        return {
            name
            for name, field in self._fields.items()
            if field.store and field.compute and field.readonly
        }

    def _get_business_case(self):
        self.ensure_one()
        values = {name: self[name] for name in ASSUMPTIONS}
        values["clients"] = values.pop("client_count")
        values["ramp"] = self._get_ramp()
        for name in ("ramp_months", "ramp_shares"):
            del values[name]
        # An unsaved form may hold what the constraints will refuse
        values["horizon"] = min(max(values["horizon"], 0), HORIZON_MAX)
        values["yearly_rate"] = max(values["yearly_rate"], 0.0)
        values["retention"] = min(max(values["retention"], 0.0), 1.0)
        values["redemption_lag"] = max(values["redemption_lag"], 0)
        # Retention is the same in all years; what follows if it flattens is shown
        # beside it
        del values["later_retention"]
        return BusinessCase(**values)

    def _get_flattening_case(self, case):
        """The same case with retention that flattens, or None if it does not."""
        flat = replace(case, later_retention=self.later_retention)
        return flat if flat.curves else None

    def _get_ramp(self):
        try:
            return parse_shares(self.ramp_shares)
        except (AttributeError, ValueError):
            return linear_ramp(min(self.ramp_months, HORIZON_MAX))

    def _get_figures(self):
        """All results as plain values; an undefined one is None beside its reason."""
        case = self._get_business_case()
        figures = {
            "incremental_profit": case.incremental_profit,
            "cost": case.cost,
            "net_effect": case.net_effect,
            "npv": case.net_present_value,
            "liability": case.final_liability,
            **self._get_risk_figures(case),
        }
        for name, source in FIGURES.items():
            figure = getattr(case, source)
            figures[name] = figure.value
            figures[f"{name}_reason"] = figure.reason or False
        return figures

    def _get_simulation(self, case):
        return simulate_once(case, tuple(self._get_ranges()))

    def _get_risk_figures(self, case):
        simulation = self._get_simulation(case)
        percentiles = {"roi_p10": 0.1, "roi_p50": 0.5, "roi_p90": 0.9}
        return {
            "loss_probability": simulation.loss_probability,
            **{
                name: simulation.roi_percentile(share).value
                for name, share in percentiles.items()
            },
        }
