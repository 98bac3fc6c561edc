from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..common import SegmentationTourCase


class DayTourCase(SegmentationTourCase):
    def setUp(self):
        super().setUp()
        self.company = self._create_company("Day", "day_head", Giant=80)
        self.seller, self.deputy = (
            new_test_user(
                self.env,
                login=f"day_{name.lower()}",
                name=f"Day {name}",
                groups="sales_team.group_sale_salesman",
                company_id=self.company.id,
                company_ids=[Command.set(self.company.ids)],
            )
            for name in ("Seller", "Deputy")
        )
        self.client = self.env["res.partner"].search(
            [("company_id", "=", self.company.id), ("name", "=", "Day Giant")]
        )
        self.client.phone = "+7 495 1234567"
        self.env["crm.lead"].create(
            {
                "name": "Hurry",
                "type": "opportunity",
                "partner_id": self.client.id,
                "user_id": self.seller.id,
                "company_id": self.company.id,
                "purchase_timing": "urgent",
            }
        )


@tagged("post_install", "-at_install")
class TestDayTour(DayTourCase):
    def test_team_as_head_of_sales(self):
        self.start_tour(
            "/odoo/sales-team-day", "client_day_team_tour", login="day_head"
        )
        handover = self.env["client.day.handover"].search(
            [("user_id", "=", self.seller.id)]
        )
        self.assertEqual(handover.deputy_id, self.deputy)


@tagged("post_install", "-at_install")
class TestDayPhoneTour(DayTourCase):
    browser_size = "375x667"
    touch_enabled = True

    def test_day_as_salesperson(self):
        self.start_tour("/odoo", "client_day_tour", login="day_seller")
        results = self.env["client.day.result"].search(
            [("partner_id", "=", self.client.id)]
        )
        self.assertEqual(results.mapped("kind"), ["snoozed"])
        self.assertEqual(results.user_id, self.seller)

    def test_page_of_client(self):
        self.client.user_id = self.seller
        self.company.recompute_client_segments()
        self.start_tour("/odoo", "client_page_tour", login="day_seller")
        result = self.env["client.day.result"].search(
            [("partner_id", "=", self.client.id)]
        )
        self.assertEqual(result.kind, "talked")
