from odoo import api, fields, models
from odoo.exceptions import UserError

MANAGER = "sales_team.group_sale_manager"
KINDS = [
    ("discount", "Discount"),
    ("gift", "Gift"),
    ("delivery", "Delivery Terms"),
    ("change", "Free Changes"),
    ("referral", "Refer a Friend"),
    ("instalment", "Installments"),
    ("draw", "Prize Draw"),
    ("packaging", "Packaging"),
]


class LoyaltyBenefitEntry(models.Model):
    """What clients were given and what it cost us: an append-only ledger.

    Rows are added by the program only, and never changed or deleted: what is taken
    back is a row below zero.
    """

    _name = "loyalty.benefit.entry"
    _inherit = ["loyalty.machine.mixin", "client.closed.mixin"]
    _description = "Benefit Granted"
    _order = "id desc"
    _rec_name = "description"

    date = fields.Date(required=True, readonly=True, index=True)
    program_id = fields.Many2one(
        comodel_name="loyalty.program",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    member_id = fields.Many2one(
        comodel_name="loyalty.member",
        readonly=True,
        index="btree_not_null",
        # Of two clients that are merged one membership stays
        ondelete="set null",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Salesperson", readonly=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    order_id = fields.Many2one(
        comodel_name="sale.order",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    order_state = fields.Selection(related="order_id.state", string="Order Status")
    kind = fields.Selection(
        selection=KINDS, string="Benefit", required=True, readonly=True
    )
    description = fields.Char(readonly=True)
    product_id = fields.Many2one(
        comodel_name="product.product", readonly=True, ondelete="restrict"
    )
    movement = fields.Selection(
        selection=[
            ("grant", "Granted"),
            ("correction", "Corrected"),
            ("cancellation", "Cancelled"),
            ("refund", "Refunded"),
        ],
        required=True,
        readonly=True,
    )
    quantity = fields.Float(readonly=True, digits="Product Unit")
    value = fields.Monetary(
        string="Value to the Client",
        readonly=True,
        help="What the client would have paid, excluding tax.",
    )
    cost = fields.Monetary(
        readonly=True,
        groups=MANAGER,
        help="What it cost us: goods at their cost at the time, discounts in full, "
        "services at the cost set in the program.",
    )
    reversed_entry_id = fields.Many2one(
        comodel_name="loyalty.benefit.entry",
        string="Takes Back",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    # What the entries of an order are added up by
    key = fields.Char(readonly=True)

    _order_key_idx = models.Index("(order_id, key) WHERE order_id IS NOT NULL")

    def _raise_machine_fields(self):
        raise UserError(
            self.env._("Only the system can write to the ledger of benefits.")
        )

    def write(self, vals):
        if self and vals:
            raise UserError(
                self.env._(
                    "The ledger of benefits cannot be changed. Benefits that are "
                    "taken back get a separate entry."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("Nothing can be deleted from the benefit ledger."))

    @api.model
    def _book(self, vals_list):
        """Add entries, whoever causes them: nobody has the right to do so by hand."""
        today = fields.Date.context_today(self)
        return self.sudo()._machine_create(
            [{"date": today, **vals} for vals in vals_list]
        )

    def _take_back(self, movement):
        """Add the same entries below zero."""
        return self._book([entry._prepare_reversal(movement) for entry in self])

    def _prepare_reversal(self, movement):
        return {
            **self._prepare_counter_entry(),
            "member_id": self.member_id.id,
            "partner_id": self.partner_id.id,
            "user_id": self.user_id.id,
            "company_id": self.company_id.id,
            "order_id": self.order_id.id,
            "key": self.key,
            "movement": movement,
            "reversed_entry_id": self.id,
            "quantity": -self.quantity,
            "value": -self.value,
            "cost": -self.cost,
        }

    def _prepare_counter_entry(self):
        self.ensure_one()
        return {
            "program_id": self.program_id.id,
            "kind": self.kind,
            "product_id": self.product_id.id,
            "description": self.description,
        }
