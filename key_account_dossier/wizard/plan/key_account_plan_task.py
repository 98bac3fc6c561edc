from odoo import api, fields, models

from odoo.addons.client_segmentation.models.core.doors import need_one


class KeyAccountPlanTask(models.TransientModel):
    """Add a task under an objective: an activity of the dossier."""

    _name = "key.account.plan.task"
    _description = "Task under an Objective"
    _inherit = ["key.account.confidential.mixin"]
    _dossier_path = "plan_id.dossier_id."

    plan_id = fields.Many2one(
        comodel_name="key.account.plan",
        string="Objective",
        required=True,
        ondelete="cascade",
    )
    name = fields.Char(string="Task", required=True)
    date_deadline = fields.Date(
        string="Due Date", required=True, default=fields.Date.context_today
    )
    insider_ids = fields.Many2many(
        comodel_name="res.users", compute="_compute_insider_ids", exportable=False
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Assigned to",
        required=True,
        default=lambda self: self.env.user,
        ondelete="cascade",
        help="The manager or the direct supervisor: nobody else sees the dossier.",
    )

    @api.depends("plan_id")
    @api.depends_context("uid")
    def _compute_insider_ids(self):
        for task in self:
            # Whoever's number is put into an unsaved form
            plan = task.plan_id._origin.sudo(False)._filtered_access("read")
            task.insider_ids = plan._get_insiders().ids

    def action_add(self):
        need_one(self)
        self.plan_id.check_access("write")
        activity = self.plan_id.dossier_id.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=self.date_deadline,
            summary=self.name,
            user_id=self.user_id.id,
        )
        self.plan_id.task_ids |= activity
        return {"type": "ir.actions.act_window_close"}
