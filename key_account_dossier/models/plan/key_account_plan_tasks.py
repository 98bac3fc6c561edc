from odoo import fields, models
from odoo.exceptions import UserError


class KeyAccountPlan(models.Model):
    """The tasks under an objective are activities: as closed as the dossier, and on
    the list of whoever has them to do. They want a thread, though nobody sees it."""

    _name = "key.account.plan"
    _inherit = ["key.account.plan", "mail.thread", "mail.activity.mixin"]

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
