from odoo import api, fields, models

from odoo.addons.client_segmentation.models.core.doors import need_one

from ...models.clock.key_account_contact import CHANNELS


class KeyAccountContactLog(models.TransientModel):
    """Log a contact with one tap on its outcome."""

    _name = "key.account.contact.log"
    _description = "Log a Contact"
    _inherit = ["key.account.confidential.mixin"]

    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        required=True,
        ondelete="cascade",
    )
    client_id = fields.Many2one(
        related="dossier_id.partner_id",
        related_sudo=False,
        string="Client",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    channel = fields.Selection(selection=CHANNELS, required=True, default="call")
    person_id = fields.Many2one(comodel_name="res.partner", string="With Whom")
    note = fields.Text()
    pause_note = fields.Char(compute="_compute_pause_note")

    @api.depends("dossier_id", "date")
    @api.depends_context("lang")
    def _compute_pause_note(self):
        for log in self:
            dossier = log.dossier_id
            pause, day = dossier.pause_until, log.date
            paused = pause and day and day <= pause
            log.pause_note = paused and dossier._get_pause_text()

    def action_log_positive(self):
        return self._log_contact("positive")

    def action_log_neutral(self):
        return self._log_contact("neutral")

    def action_log_negative(self):
        return self._log_contact("negative")

    def _log_contact(self, outcome):
        need_one(self)
        self.env["key.account.contact"].create(
            {
                "dossier_id": self.dossier_id.id,
                "date": self.date,
                "channel": self.channel,
                "person_id": self.person_id.id,
                "note": self.note,
                "outcome": outcome,
            }
        )
        return {"type": "ir.actions.act_window_close", "infos": {"logged": True}}
