from odoo import api, fields, models
from odoo.fields import Command

from ...models.core.doors import need_one


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
        string="Start again for clients where it was done or stopped before",
    )
    message = fields.Text(compute="_compute_message")
    preview = fields.Html(compute="_compute_message", sanitize=False)
    start_ids = fields.Many2many(
        comodel_name="client.segment.playbook.start",
        relation="client_segment_playbook_launch_start_rel",
        string="Started",
        readonly=True,
    )
    result = fields.Text(readonly=True)
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
                wizard.is_done_before = wizard.preview = False
                continue
            launch = playbook._prepare_launch(wizard.partner_ids._origin, wizard.again)
            wizard.message = playbook._describe_launch(launch)
            wizard.preview = launch.tasks and self.env["ir.qweb"]._render(
                "client_segmentation.playbook_launch_preview",
                {"rows": playbook._summarize_tasks(launch)},
            )
            done_before = launch.obstacles.get("done_before")
            wizard.is_done_before = bool(done_before) or wizard.again

    def action_start(self):
        need_one(self)
        playbook = self.playbook_id
        launch = playbook._start(self.partner_ids, self.again)
        if not launch.documents:
            return self._close_with(launch._get_notification(playbook))
        self.start_ids = launch.starts
        self.result = playbook._describe_launch(launch, started=True)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Playbook Started"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_undo(self):
        """Take back what this dialog has started."""
        need_one(self)
        count = self.start_ids._undo()
        return self._close_with(
            {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "type": "success",
                    "title": self.playbook_id.name,
                    "message": self.env._("Undone for %(count)s clients.", count=count),
                },
            }
        )

    @api.model
    def _close_with(self, notification):
        notification["params"]["next"] = {"type": "ir.actions.act_window_close"}
        return notification
