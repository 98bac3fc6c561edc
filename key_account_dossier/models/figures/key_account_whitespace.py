from odoo import api, fields, models

from ..dossier.fields import MonetaryOrNothing


class KeyAccountWhitespace(models.Model):
    """A product category the client buys, or similar clients do, and what it may be
    worth. Rows are written by :meth:`KeyAccountDossier._refresh_whitespace` only."""

    _name = "key.account.whitespace"
    _description = "Product Category of a Key Client"
    _inherit = ["key.account.confidential.mixin"]
    _order = "potential DESC NULLS LAST, expected DESC NULLS LAST, id"

    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    categ_id = fields.Many2one(
        comodel_name="product.category",
        string="Product Category",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    # That of the time: the company may change it.
    currency_id = fields.Many2one(comodel_name="res.currency", readonly=True)
    bought = fields.Monetary(
        readonly=True, help="By this client, in the last 12 finished months."
    )
    expected = MonetaryOrNothing(
        readonly=True,
        help="What similar clients buy of the category who buy as much as this one of "
        "the other categories that it buys.",
    )
    potential = MonetaryOrNothing(
        readonly=True,
        help="What is expected less what is bought: money on top of all that the "
        "client buys today.",
    )
    share = fields.Float(
        string="Share With Similar Clients",
        readonly=True,
        digits=(12, 4),
        aggregator="avg",
        help="Mean share of the category in their purchases.",
    )
    buyer_count = fields.Integer(
        string="Bought By",
        readonly=True,
        aggregator="max",
        help="Similar clients who bought the category.",
    )
    similar_count = fields.Integer(
        string="Similar Clients", readonly=True, aggregator="max"
    )
    is_bought = fields.Boolean(string="Buys", readonly=True)

    @api.depends("categ_id.name")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def _get_label(self):
        return self.categ_id.display_name
