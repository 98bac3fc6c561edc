from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date


class KeyAccountPlanResult(models.Model):
    _name = "key.account.plan.result"
    _description = "Intermediate Result of an Objective"
    _inherit = ["key.account.part.mixin"]
    _order = "date DESC, id DESC"
    _rec_names_search = ["note"]
    _dossier_path = "plan_id.dossier_id."

    plan_id = fields.Many2one(
        comodel_name="key.account.plan",
        string="Objective",
        required=True,
        ondelete="cascade",
        index=True,
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    value = fields.Float(
        string="Value Achieved",
        aggregator="avg",
        help="The value of the objective's measure on that day.",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        compute="_compute_currency_id",
        store=True,
        precompute=True,
        compute_sudo=False,
    )
    hours = fields.Float(string="Hours Used")
    amount = fields.Monetary(string="Money Used")
    note = fields.Char()

    _check_used = models.Constraint(
        "CHECK(hours >= 0 AND amount >= 0)",
        "Used hours and used money cannot be negative.",
    )

    @api.depends("plan_id")
    def _compute_currency_id(self):
        for result in self:
            plan = result.plan_id
            result.currency_id = plan.currency_id or self.env.company.currency_id

    @api.depends("date", "value")
    def _compute_display_name(self):
        return super()._compute_display_name()

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        for result in self:
            if result.date and result.date > today:
                raise ValidationError(
                    self.env._(
                        "The result of %(date)s is in the future. Enter what has "
                        "been achieved up to today.",
                        date=format_date(self.env, result.date),
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_with_trace(self):
        for result in self:
            plan = result.plan_id
            label = self.env._(
                "%(objective)s, result of %(day)s: %(value)s",
                objective=plan.name,
                day=result._get_label(),
                value=f"{result.value:g}",
            )
            plan.dossier_id._record_change("plan", label, False)

    def _get_label(self):
        return format_date(self.env, self.date) if self.date else ""
