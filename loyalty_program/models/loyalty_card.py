from odoo import fields, models


class LoyaltyCard(models.Model):
    """Points that have to go back although they are spent are owed, and taken from
    the next ones: a balance below zero would block all orders of the client."""

    _inherit = "loyalty.card"

    points_owed = fields.Float(
        readonly=True,
        copy=False,
        help="Points of refunded orders that had been spent already. They are taken "
        "from the next points of the card.",
    )

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
        self.env["loyalty.history"].create(
            {
                "card_id": self.id,
                "description": description,
                "issued": max(points - settled, 0.0),
                "used": max(-points - owed, 0.0),
                "order_model": order._name,
                "order_id": order.id,
            }
        )

    def _settle_points_owed(self, order):
        """Take what is owed from points that came in since."""
        for card in self.filtered(lambda card: card.points_owed and card.points > 0):
            settled = min(card.points, card.points_owed)
            card.points_owed -= settled
            description = self.env._("Points owed for refunded orders")
            card._move_points(-settled, description, order)
