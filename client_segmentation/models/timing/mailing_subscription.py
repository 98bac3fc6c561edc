from odoo import fields, models


class MailingSubscription(models.Model):
    _inherit = "mailing.subscription"

    is_nurture = fields.Boolean(
        string="By Purchase Timing",
        readonly=True,
        help="Was put on the list because an opportunity is researching, and leaves it"
        " when none is any more.",
    )
