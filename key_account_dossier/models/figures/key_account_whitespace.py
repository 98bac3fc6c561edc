from odoo import api, fields, models

from odoo.addons.client_segmentation.models.core.doors import need_one

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
        readonly=True, help="Amount bought by this client in the last 12 full months."
    )
    expected = MonetaryOrNothing(
        readonly=True,
        help="What similar clients who buy as much of the client's other categories "
        "spend on this category.",
    )
    potential = MonetaryOrNothing(
        readonly=True,
        help="Expected minus bought: additional revenue on top of everything the "
        "client buys today.",
    )
    share = fields.Float(
        string="Share Among Similar Clients",
        readonly=True,
        digits=(12, 4),
        aggregator="avg",
        help="Average share of the category in the purchases of similar clients.",
    )
    buyer_count = fields.Integer(
        string="Bought By",
        readonly=True,
        aggregator="max",
        help="Number of similar clients who bought from this category.",
    )
    similar_count = fields.Integer(
        string="Similar Clients", readonly=True, aggregator="max"
    )
    is_bought = fields.Boolean(string="Buys", readonly=True)

    @api.depends("categ_id.name")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def action_start_opportunity(self):
        need_one(self)
        self.check_access("read")
        return self.dossier_id._start_opportunity(
            categ_id=self.categ_id.id, expected_revenue=self.potential or 0
        )

    def _get_label(self):
        return self.categ_id.display_name
