from odoo import fields, models
from odoo.exceptions import UserError


class KeyAccountDossier(models.Model):
    _name = "key.account.dossier"
    _inherit = ["key.account.dossier", "mail.thread", "mail.activity.mixin"]

    # As superuser these would answer for any activity put into an onchange.
    activity_type_id = fields.Many2one(related_sudo=False)
    activity_type_icon = fields.Char(related_sudo=False)
    activity_summary = fields.Char(related_sudo=False)

    def _mail_get_partner_fields(self, introspect_fields=False):
        # The client is the last one to be written to from here.
        return []

    def _message_sms(self, body, *args, **kwargs):
        # Kept in tables of their own, which administrators read.
        raise UserError(self.env._("Text messages cannot be sent from a dossier."))
