from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date, format_datetime

from odoo.addons.client_segmentation.models.core.client_segment import MANAGER_GROUP

from ..dossier.fields import FloatOrNothing

TYPED, MARGIN, CATEGORY, LATE = "typed", "margin", "category", "late_deliveries"
SOURCES = [
    (TYPED, "Typed in"),
    ("revenue", "Revenue, last 12 full months"),
    (MARGIN, "Margin, last 12 full months"),
    (CATEGORY, "Revenue of a product category, last 12 full months"),
    ("purchase_share", "Share of the client's purchases (%)"),
    ("nps", "Net Promoter Score"),
    ("overdue", "Overdue debt"),
    (LATE, "Late deliveries (%)"),
    ("pipeline", "Weighted pipeline"),
]


class KeyAccountPlan(models.Model):
    """Where the present value of an objective comes from.

    It is read from Odoo's documents once a day, on demand, and when the source is
    chosen, and kept with the objective, which is as closed as the dossier.
    """

    _inherit = "key.account.plan"

    source = fields.Selection(
        selection=SOURCES,
        string="Present Value",
        required=True,
        default=TYPED,
        help="What Odoo knows it reads from its documents. Anything else is typed in "
        "as an intermediate result.",
    )
    categ_id = fields.Many2one(
        comodel_name="product.category",
        string="Product Category",
        ondelete="restrict",
    )
    # Margins among them: shown by way of the present value, to those who may see it.
    measured_value = FloatOrNothing(
        readonly=True, copy=False, groups=MANAGER_GROUP, aggregator=None
    )
    measured_on = fields.Datetime(string="Read On", readonly=True, copy=False)
    value_note = fields.Char(string="As of", compute="_compute_value_note")

    @api.depends("source", "measured_on", "result_ids.date")
    @api.depends_context("lang", "tz")
    def _compute_value_note(self):
        for plan in self:
            plan.value_note = plan._get_value_note()

    @api.depends(
        "source",
        "measured_value",
        "dossier_id.user_id",
        "dossier_id.supervisor_id",
    )
    def _compute_progress(self):
        return super()._compute_progress()

    @api.constrains("source", "categ_id", "dossier_id")
    def _check_source(self):
        for plan in self:
            if plan.source == CATEGORY and not plan.categ_id:
                raise ValidationError(self.env._("Choose the product category."))
            if plan.source == LATE and not plan.dossier_id._has_deliveries():
                raise ValidationError(
                    self.env._("There are no deliveries: Inventory is not installed.")
                )
            if plan.source == MARGIN and not plan._shows_margin():
                raise ValidationError(
                    self.env._(
                        "Margins are for sales managers. Both the manager and the "
                        "supervisor of the dossier have to be allowed to see them."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        measured = plans.filtered(lambda plan: plan.source != TYPED)
        measured._measure()
        for plan, vals in zip(plans, vals_list, strict=True):
            # The way begins where the client stands today.
            if plan in measured and not vals.get("start_value"):
                plan._start_from_here()
        return plans

    def write(self, vals):
        result = super().write(vals)
        if {"source", "categ_id", "dossier_id"} & vals.keys():
            self._measure()
        return result

    def action_measure(self):
        """Read the present values of these objectives now."""
        self.check_access("write")
        self._measure()

    @api.model
    def _cron_measure(self):
        """Read the present values of all objectives that are still to be reached."""
        plans = self.search([("source", "!=", TYPED), ("date_closed", "=", False)])
        plans.filtered("dossier_id.active")._measure()

    def _measure(self):
        """Read the present values; to be called once access has been checked."""
        now = fields.Datetime.now()
        values = self.dossier_id._read_measures(self)
        # As superuser: nobody types these in.
        for plan in self.sudo():
            value = values.get(plan.id)
            plan.measured_value = value
            plan.measured_on = plan.source != TYPED and now

    def _start_from_here(self):
        value = self.sudo().measured_value
        # What was the margin would stay readable when the dossier changes hands.
        is_way = value is not False and value != self.target_value
        if is_way and self.source != MARGIN:
            self.sudo().start_value = value

    def _get_current_value(self):
        if self.source == TYPED:
            return super()._get_current_value()
        hidden = self.source == MARGIN and not self._shows_margin()
        value = False if hidden else self.measured_value
        return self.start_value if value is False else value

    def _shows_margin(self):
        """Margins are hidden from salespeople, whoever's dossier it is."""
        users = self.dossier_id._get_insiders()
        return all(user.has_group(MANAGER_GROUP) for user in users)

    def _get_value_note(self):
        if self.source != TYPED:
            return bool(self.measured_on) and self.env._(
                "From Odoo's documents, read on %(moment)s",
                moment=format_datetime(self.env, self.measured_on, dt_format="short"),
            )
        day = max(filter(None, self.result_ids.mapped("date")), default=None)
        return bool(day) and self.env._(
            "Typed in on %(day)s", day=format_date(self.env, day)
        )
