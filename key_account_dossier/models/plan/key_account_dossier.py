from odoo import api, fields, models

from odoo.addons.client_segmentation.models.core.doors import need_one

from ..dossier.fields import FloatOrNothing
from ..dossier.own_lines import own_lines
from .key_account_plan import UNFINISHED, is_overrun


class KeyAccountDossier(models.Model):
    _inherit = "key.account.dossier"

    plan_ids = fields.One2many(
        comodel_name="key.account.plan",
        inverse_name="dossier_id",
        string="Account Plan",
    )
    plan_progress = FloatOrNothing(
        string="Plan Progress (%)",
        compute="_compute_plan",
        store=True,
        aggregator="avg",
        help="Average progress of all objectives except dropped ones.",
    )
    plan_count = fields.Integer(
        string="Objectives",
        compute="_compute_plan",
        store=True,
    )
    plan_overdue_count = fields.Integer(
        string="Overdue Objectives",
        compute="_compute_plan_overdue_count",
    )
    hours_planned = fields.Float(
        string="Planned Hours",
        compute="_compute_plan_resources",
        store=True,
    )
    hours_used = fields.Float(
        string="Used Hours",
        compute="_compute_plan_resources",
        store=True,
    )
    budget_planned = fields.Monetary(
        string="Planned Budget",
        compute="_compute_plan_resources",
        store=True,
    )
    budget_used = fields.Monetary(
        string="Used Budget",
        compute="_compute_plan_resources",
        store=True,
    )
    plan_overrun = fields.Boolean(
        string="Over Plan",
        compute="_compute_plan_overrun",
        store=True,
        help="More hours or money were spent on this client than planned, so other "
        "clients may suffer.",
    )

    @api.depends("plan_ids.progress", "plan_ids.state")
    def _compute_plan(self):
        for dossier in self:
            plans = own_lines(dossier, "plan_ids").filtered(
                lambda plan: plan.state != "cancelled"
            )
            dossier.plan_count = len(plans)
            total = sum(plans.mapped("progress"))
            dossier.plan_progress = total / len(plans) if plans else None

    @api.depends("plan_ids.state", "plan_ids.date_due")
    def _compute_plan_overdue_count(self):
        for dossier in self:
            overdue = dossier.plan_ids.filtered("is_overdue")
            dossier.plan_overdue_count = len(overdue)

    @api.depends(
        "plan_ids.state",
        "plan_ids.hours_planned",
        "plan_ids.hours_used",
        "plan_ids.budget_planned",
        "plan_ids.budget_used",
    )
    def _compute_plan_resources(self):
        for dossier in self:
            plans = own_lines(dossier, "plan_ids")
            # What a dropped objective has used up is gone all the same.
            kept = plans.filtered(lambda plan: plan.state != "cancelled")
            dossier.hours_planned = sum(kept.mapped("hours_planned"))
            dossier.budget_planned = sum(kept.mapped("budget_planned"))
            dossier.hours_used = sum(plans.mapped("hours_used"))
            dossier.budget_used = sum(plans.mapped("budget_used"))

    @api.depends("hours_planned", "hours_used", "budget_planned", "budget_used")
    def _compute_plan_overrun(self):
        for dossier in self:
            dossier.plan_overrun = is_overrun(
                dossier.hours_planned, dossier.hours_used
            ) or is_overrun(dossier.budget_planned, dossier.budget_used)

    def action_open_plans(self):
        need_one(self)
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Objectives: %(client)s", client=self.display_name),
            "res_model": "key.account.plan",
            "view_mode": "kanban,list,form,graph",
            "context": {
                "default_dossier_id": self.id,
                "search_default_dossier_id": self.id,
                "key_account_part": True,
            },
        }

    def _get_unfinished_plans(self):
        return self.plan_ids.filtered(lambda plan: plan.state in UNFINISHED)
