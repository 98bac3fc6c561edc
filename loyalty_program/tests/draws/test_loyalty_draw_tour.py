from datetime import timedelta

from odoo import fields
from odoo.tests import new_test_user, tagged

from odoo.addons.client_segmentation.tests.whole.browser import BrowserCase

from ..benefits.test_loyalty_benefit import LoyaltyOrderBenefitsCommon


@tagged("post_install", "-at_install")
class TestLoyaltyDrawTour(LoyaltyOrderBenefitsCommon, BrowserCase):
    def test_from_freezing_to_checking(self):
        """A draw on screen, by somebody who is head of sales and nothing else."""
        new_test_user(
            self.env, "draw_tour", groups="sales_team.group_sale_manager", tz="UTC"
        )
        today = fields.Date.context_today(self.env.user)
        benefit = self._create_benefit("draw", ticket_amount=300)
        for client in self.clients[:3]:
            order = self._create_order(client)
            order.action_confirm()
            order.sudo().date_order -= timedelta(days=10)
        draw = self.env["loyalty.draw"].create(
            {
                "name": "Spring",
                "benefit_id": benefit.id,
                "date_from": today - timedelta(days=20),
                "date_to": today - timedelta(days=2),
                "prize": "A Forklift",
                "prize_count": 2,
            }
        )
        self.start_tour(
            f"/odoo/prize-draws/{draw.id}", "prize_draw_tour", login="draw_tour"
        )
        self.assertEqual((draw.state, draw.seed), ("drawn", "04 08 15 16 23 42"))
        # 10 racks at 100, a ticket for every 300
        self.assertEqual(draw.ticket_count, 9)
        self.assertEqual(len(draw.winner_ids.partner_id), 2)
