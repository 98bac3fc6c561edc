from odoo import api, fields, models
from odoo.tools import float_round

# More than anybody counts, less than what adding up floats leaves behind
DIGITS = 6


def _round_points(vals):
    """401.28000000000003 is 401.28: the history of a card shows what is stored."""
    if not vals.get("points"):
        return vals
    return {**vals, "points": float_round(vals["points"], precision_digits=DIGITS)}


class LoyaltyCard(models.Model):
    """Points that have to go back although they are spent are owed, and taken from
    the next ones: a balance below zero would block all orders of the client."""

    _inherit = "loyalty.card"

    points_owed = fields.Float(
        readonly=True,
        copy=False,
        help="Points from cancelled or refunded orders that had already been spent. "
        "They are deducted from the next points on the card.",
    )

    @api.model
    def _prepare_loyalty_cards(self, vals_list):
        vals_list = super()._prepare_loyalty_cards(vals_list)
        return [_round_points(vals) for vals in vals_list]

    def write(self, vals):
        res = super().write(_round_points(vals))
        if "points" in vals:
            self._owe_what_is_missing()
        return res

    def _owe_what_is_missing(self):
        """Odoo takes points back whether or not they are still there."""
        for card in self.filtered(lambda card: card.points < 0):
            owed = card.points_owed - card.points
            # Nothing has been reached that a mail should tell
            card = card.with_context(loyalty_no_mail=True)
            card.write({"points": 0.0, "points_owed": owed})

    def _move_points(self, points, description, order):
        """Add points to the card, or take them back, and keep it in its history."""
        self.ensure_one()
        if not points:
            return
        settled = min(max(points, 0.0), self.points_owed)
        owed = max(0.0, -points - self.points)
        self.write(
            {
                "points": max(0.0, self.points + points - settled),
                "points_owed": self.points_owed - settled + owed,
            }
        )
        self._note_points(points - settled + owed, description, order)

    def _note_points(self, points, description, order=None):
        self.env["loyalty.history"].create(
            {
                "card_id": self.id,
                "description": description,
                "issued": max(points, 0.0),
                "used": max(-points, 0.0),
                "order_model": order and order._name,
                "order_id": order and order.id,
            }
        )

    def _get_history_balances(self):
        """Return ``{card: points issued less points used}`` as the history says."""
        return {
            card: issued - used
            for card, issued, used in self.env["loyalty.history"]._read_group(
                [("card_id", "in", self.ids)],
                ["card_id"],
                ["issued:sum", "used:sum"],
            )
        }

    def _merge_into(self, card):
        """Hand over what is owed, and what orders and the history say, to the card
        that the client keeps; Odoo has handed over the points."""
        card.points_owed += sum(self.mapped("points_owed"))
        self.points_owed = 0.0
        entries = self.env["sale.order.coupon.points"]
        entries = entries.search([("coupon_id", "in", (self | card).ids)])
        for doubles in entries.grouped("order_id").values():
            # There is one entry for an order and a card
            doubles[0].points = sum(doubles.mapped("points"))
            doubles[1:].unlink()
        merge = self.env["base.partner.merge.automatic.wizard"]
        merge._update_foreign_keys_generic(self._name, self, card)
        self.env.invalidate_all()
        card._settle_points_owed()

    def _settle_points_owed(self, order=None):
        """Take what is owed from points that came in since."""
        for card in self.filtered(lambda card: card.points_owed and card.points > 0):
            settled = min(card.points, card.points_owed)
            card.points_owed -= settled
            description = self.env._("Points owed for refunded orders")
            card._move_points(-settled, description, order)
