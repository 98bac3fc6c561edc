from odoo import fields, models


class MailingSubscription(models.Model):
    _inherit = "mailing.subscription"

    is_nurture = fields.Boolean(
        string="By Purchase Timing",
        readonly=True,
        help="Added to the list because an opportunity is in the research stage, and "
        "removed when none is any more.",
    )
