from odoo import api, fields, models

from ...arithmetic.ledger.movement import Amount

# What may change what a client was given
BOOKED_FIELDS = frozenset(
    {
        "product_id",
        "product_uom_qty",
        "product_uom_id",
        "price_unit",
        "discount",
        "reward_id",
    }
)


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    # Few lines are rewards; those that pay are looked up to tell what was sold.
    reward_id = fields.Many2one(index="btree_not_null")

    @api.model_create_multi
    def create(self, vals_list):
        default = {}
        if not all("order_id" in vals for vals in vals_list):
            default = self.default_get(["order_id"])
        ids = {{**default, **vals}.get("order_id") for vals in vals_list}
        with self.env["sale.order"].browse(filter(None, ids))._edit_lines():
            return super().create(vals_list)

    def write(self, vals):
        if BOOKED_FIELDS.isdisjoint(vals):
            return super().write(vals)
        with self.order_id._edit_lines():
            return super().write(vals)

    def unlink(self):
        # Odoo lets those be deleted that are gone.
        with self.exists().order_id._edit_lines():
            return super().unlink()

    def _get_reward_amounts(self):
        """Return ``[(key, values of the entry, Amount)]`` of a line that is a reward;
        gift cards and eWallets are means of payment, not benefits."""
        self.ensure_one()
        reward = self.reward_id
        if not reward or reward.program_id.is_payment_program:
            return []
        vals = {"program_id": reward.program_id.id, "description": self.name}
        if reward.reward_type == "product":
            return [self._get_gift_amount(vals)]
        amount = -self.price_subtotal / self.order_id._get_company_rate()
        key = f"reward:{reward.id}"
        # One discount has a line for each tax
        quantity = 1.0 if self == self._get_lines_of_reward()[:1] else 0.0
        return [(key, {**vals, "kind": "discount"}, Amount(quantity, amount, amount))]

    def _get_lines_of_reward(self):
        return self.order_id.order_line.filtered(
            lambda line: line.reward_id == self.reward_id
        )

    def _get_gift_amount(self, vals):
        product = self.product_id.with_company(self.company_id)
        quantity = self.product_uom_id._compute_quantity(
            self.product_uom_qty, product.uom_id, round=False
        )
        taxes = self.tax_ids.compute_all(
            self.price_unit, self.currency_id, self.product_uom_qty, product
        )
        value = taxes["total_excluded"] / self.order_id._get_company_rate()
        return (
            f"reward:{self.reward_id.id}:{product.id}",
            {**vals, "kind": "gift", "product_id": product.id},
            Amount(quantity, value, product.standard_price * quantity),
        )
