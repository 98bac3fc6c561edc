from odoo import api, fields, models
from odoo.fields import Command

from ..models.doors import need_one


class ClientSegmentPlaybookLaunch(models.TransientModel):
    """Asks for whom to start which playbook, and tells beforehand what happens."""

    _name = "client.segment.playbook.launch"
    _description = "Start Client Playbook"

    playbook_id = fields.Many2one(
        comodel_name="client.segment.playbook",
        required=True,
        domain="[('company_id', 'in', (False, allowed_company_ids[0]))]",
    )
    goal = fields.Text(related="playbook_id.goal")
    partner_ids = fields.Many2many(
        comodel_name="res.partner",
        string="Clients",
        required=True,
    )
    again = fields.Boolean(
        string="Start again where it was done or stopped before",
    )
    message = fields.Text(compute="_compute_message")
    is_done_before = fields.Boolean(compute="_compute_message")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        context = self.env.context
        partners = self.env["res.partner"]
        if context.get("active_model") == "res.partner" and "partner_ids" in fields:
            partners = partners.browse(context.get("active_ids"))
            clients = partners.commercial_partner_id
            values["partner_ids"] = [Command.set(clients.ids)]
        playbook_id = context.get("segment_playbook_id")
        if playbook_id and "playbook_id" in fields:
            values.setdefault("playbook_id", playbook_id)
        return values

    @api.depends("playbook_id", "partner_ids", "again")
    def _compute_message(self):
        for wizard in self:
            playbook = wizard.playbook_id
            if not playbook.plan_id.template_ids:
                wizard.message = playbook and self.env._(
                    "This playbook has no tasks to schedule."
                )
                wizard.is_done_before = False
                continue
            launch = playbook._prepare_launch(wizard.partner_ids._origin, wizard.again)
            wizard.message = playbook._describe_launch(launch)
            done_before = launch.obstacles.get("done_before")
            wizard.is_done_before = bool(done_before) or wizard.again

    def action_start(self):
        need_one(self)
        launch = self.playbook_id._start(self.partner_ids, self.again)
        notification = launch._get_notification(self.playbook_id)
        notification["params"]["next"] = {"type": "ir.actions.act_window_close"}
        return notification
