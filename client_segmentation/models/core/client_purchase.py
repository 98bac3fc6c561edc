from odoo import fields, models

from .client_segment import MANAGER_GROUP


class ClientPurchase(models.Model):
    """A purchase that was made elsewhere, before this database or beside it. It counts
    as orders and invoices do, and is neither: nothing is delivered or booked.

    Only code of the server writes them: what an import has read, and its undoing.
    """

    _name = "client.purchase"
    _inherit = ["client.closed.mixin"]
    _description = "Imported Purchase"
    _order = "day desc, id desc"
    _rec_name = "number"
    _check_company_auto = True

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    day = fields.Date(string="Date", required=True, readonly=True)
    # That of the company at the time of the import: it may change.
    currency_id = fields.Many2one(
        comodel_name="res.currency", required=True, readonly=True
    )
    amount = fields.Monetary(
        readonly=True,
        help="Untaxed, in the company's currency; negative if goods came back.",
    )
    margin = fields.Monetary(readonly=True, groups=MANAGER_GROUP)
    number = fields.Char(readonly=True)

    _company_day_index = models.Index("(company_id, day)")
