from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import float_compare, format_date

from ...arithmetic.plan import progress
from ..dossier.own_lines import own_lines

STATES = [
    ("draft", "Planned"),
    ("open", "In Progress"),
    ("done", "Reached"),
    ("missed", "Not Reached"),
    ("cancelled", "Dropped"),
]
UNFINISHED = ("draft", "open")
# So many percentage points behind an even pace are nothing to worry about.
SLACK = 15

# What is not moved without a trace.
PROMISED = {"name", "start_value", "target_value", "date_due", "dossier_id"}


class KeyAccountPlan(models.Model):
    """One objective of the account plan, with what it costs us to reach it."""

    _name = "key.account.plan"
    _description = "Objective of an Account Plan"
    _inherit = ["key.account.part.mixin"]
    _order = "date_due, id"

    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        required=True,
        ondelete="cascade",
        index=True,
    )
    name = fields.Char(string="Objective", required=True)
    description = fields.Text(string="How We Get There")
    measure = fields.Char(
        help="The figure to track, e.g. orders per month or days of delay.",
    )
    start_value = fields.Float(string="Start", aggregator=None)
    target_value = fields.Float(
        string="Target",
        default=100.0,
        aggregator=None,
        help="May be below the start, e.g. for complaints.",
    )
    date_start = fields.Date(
        string="Started On",
        required=True,
        default=fields.Date.context_today,
    )
    date_due = fields.Date(string="Due Date", required=True, index=True)
    date_closed = fields.Date(
        string="Closed On",
        compute="_compute_date_closed",
        store=True,
    )
    responsible_id = fields.Many2one(
        comodel_name="res.users",
        default=lambda self: self.env.user,
        ondelete="set null",
        domain=[("share", "=", False)],
        help="For information only: naming a person here gives no access to the "
        "dossier and sends no message.",
    )
    state = fields.Selection(
        selection=STATES,
        required=True,
        default="open",
        group_expand=True,
        index=True,
    )
    criterion_id = fields.Many2one(
        comodel_name="key.account.criterion",
        string="Improves",
        ondelete="set null",
        help="The criterion of the relationship score this objective should improve.",
    )
    result_ids = fields.One2many(
        comodel_name="key.account.plan.result",
        inverse_name="plan_id",
        string="Intermediate Results",
    )
    current_value = fields.Float(
        string="Current",
        compute="_compute_progress",
        store=True,
        aggregator=None,
    )
    progress = fields.Float(
        string="Progress (%)",
        compute="_compute_progress",
        store=True,
        aggregator="avg",
    )
    pace = fields.Selection(
        selection=[
            ("overdue", "Overdue"),
            ("behind", "Behind"),
            ("on_track", "On track"),
        ],
        compute="_compute_pace",
        help="Behind: clearly less has been achieved than steady progress would "
        "require.",
    )
    is_overdue = fields.Boolean(
        string="Overdue",
        compute="_compute_pace",
        search="_search_is_overdue",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        compute="_compute_currency_id",
        store=True,
        precompute=True,
        compute_sudo=False,
    )
    hours_planned = fields.Float(string="Planned Hours")
    budget_planned = fields.Monetary(string="Planned Budget")
    hours_used = fields.Float(
        string="Used Hours",
        compute="_compute_used",
        store=True,
    )
    budget_used = fields.Monetary(
        string="Used Budget",
        compute="_compute_used",
        store=True,
    )
    overrun = fields.Boolean(
        compute="_compute_overrun",
        store=True,
        help="More hours or money were spent on this objective than planned.",
    )

    _check_resources = models.Constraint(
        "CHECK(hours_planned >= 0 AND budget_planned >= 0)",
        "Planned hours and planned budget cannot be negative.",
    )

    @api.depends("state")
    def _compute_date_closed(self):
        today = fields.Date.context_today(self)
        for plan in self:
            closed = plan.state not in UNFINISHED
            plan.date_closed = closed and (plan.date_closed or today)

    @api.depends("start_value", "target_value", "result_ids.date", "result_ids.value")
    def _compute_progress(self):
        for plan in self:
            start, target = plan.start_value, plan.target_value
            plan.current_value = current = plan._get_current_value()
            # An unsaved form may have no way to go yet.
            ways = start != target
            plan.progress = ways and progress.percent(start, target, current)

    @api.depends("state", "date_start", "date_due", "progress")
    def _compute_pace(self):
        today = fields.Date.context_today(self)
        for plan in self:
            plan.pace = plan._get_pace(today)
            plan.is_overdue = plan.pace == "overdue"

    @api.depends("dossier_id")
    def _compute_currency_id(self):
        for plan in self:
            dossier = plan.dossier_id
            plan.currency_id = dossier.currency_id or self.env.company.currency_id

    @api.depends("result_ids.hours", "result_ids.amount")
    def _compute_used(self):
        for plan in self:
            results = own_lines(plan, "result_ids")
            plan.hours_used = sum(results.mapped("hours"))
            plan.budget_used = sum(results.mapped("amount"))

    @api.depends("hours_planned", "hours_used", "budget_planned", "budget_used")
    def _compute_overrun(self):
        for plan in self:
            plan.overrun = is_overrun(
                plan.hours_planned, plan.hours_used
            ) or is_overrun(plan.budget_planned, plan.budget_used)

    @api.depends("name")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = Domain("state", "in", UNFINISHED) & Domain(
            "date_due", "<", fields.Date.context_today(self)
        )
        return overdue if True in value else ~overdue

    @api.constrains("start_value", "target_value")
    def _check_target_value(self):
        for plan in self:
            if plan.start_value == plan.target_value:
                raise ValidationError(
                    self.env._(
                        "“%(objective)s”: start and target are the same, so there is "
                        "nothing to achieve.",
                        objective=plan.name,
                    )
                )

    @api.constrains("date_start", "date_due")
    def _check_date_due(self):
        for plan in self.filtered(lambda plan: plan.date_start and plan.date_due):
            if plan.date_due < plan.date_start:
                raise ValidationError(
                    self.env._(
                        "“%(objective)s” is due on %(due)s, before it starts on "
                        "%(start)s.",
                        objective=plan.name,
                        due=format_date(self.env, plan.date_due),
                        start=format_date(self.env, plan.date_start),
                    )
                )

    def write(self, vals):
        before = self._get_promises() if PROMISED & vals.keys() else {}
        result = super().write(vals)
        for plan, (dossier, promise) in before.items():
            moved = dossier != plan.dossier_id
            after = False if moved else plan._get_promises()[plan][1]
            if after != promise:
                dossier._record_change("plan", promise, after)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_with_trace(self):
        for dossier, promise in self._get_promises().values():
            dossier._record_change("plan", promise, False)

    def _get_promises(self):
        """Return whose and what was to be reached, for the record of changes."""
        return {
            plan: (
                plan.dossier_id,
                self.env._(
                    "%(objective)s: from %(start)s to %(target)s by %(day)s",
                    objective=plan.name,
                    start=f"{plan.start_value:g}",
                    target=f"{plan.target_value:g}",
                    day=format_date(self.env, plan.date_due),
                ),
            )
            for plan in self
        }

    def action_set_open(self):
        self.state = "open"

    def action_set_done(self):
        self.state = "done"

    def action_set_missed(self):
        self.state = "missed"

    def _get_pace(self, today):
        self.ensure_one()
        if self.state not in UNFINISHED or not (self.date_due and self.date_start):
            return False
        if self.date_due < today:
            return "overdue"
        expected = progress.expected_percent(self.date_start, self.date_due, today)
        late = self.state == "open" and self.progress + SLACK < expected
        return "behind" if late else "on_track"

    def _get_current_value(self):
        results = own_lines(self, "result_ids").filtered("date")
        last = results.sorted(lambda r: (r.date, r._origin.id or float("inf")))[-1:]
        return last.value if last else self.start_value

    def _get_label(self):
        return self.name or self.env._("New objective")


def is_overrun(planned, used):
    """Nothing planned is no limit."""
    return bool(planned) and float_compare(used, planned, precision_digits=2) > 0
