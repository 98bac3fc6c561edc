from odoo import fields, models

from odoo.addons.client_segmentation.models.core.doors import need_one


class KeyAccountPlan(models.Model):
    """The tasks under an objective are activities of the dossier: as closed, handed
    over with it, and on the list of whoever has them to do."""

    _inherit = "key.account.plan"

    task_ids = fields.Many2many(
        comodel_name="mail.activity",
        relation="key_account_plan_task_rel",
        column1="plan_id",
        column2="activity_id",
        string="Tasks",
        readonly=True,
        copy=False,
    )

    def action_add_task(self):
        need_one(self)
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add a task: %(objective)s", objective=self.name),
            "res_model": "key.account.plan.task",
            "view_mode": "form",
            "target": "new",
            "context": {"default_plan_id": self.id},
        }
