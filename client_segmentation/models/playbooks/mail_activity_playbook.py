from odoo import fields, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    playbook_start_id = fields.Many2one(
        comodel_name="client.segment.playbook.start",
        string="Client Playbook",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
