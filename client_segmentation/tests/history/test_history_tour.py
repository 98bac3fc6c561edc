import base64

from odoo.tests import tagged

from ..common import SegmentationTourCase
from .common_history import CLIENTS, SALES, write_workbook


@tagged("post_install", "-at_install")
class TestHistoryTour(SegmentationTourCase):
    def test_from_the_file_to_the_purchases(self):
        company = self._create_company("History", "history_tour", Giant=80)
        company.recompute_client_segments()
        user = self.env["res.users"].search([("login", "=", "history_tour")])
        content = write_workbook(
            Clients=[CLIENTS, ("Tour Buyer", "", "", "", "", "")],
            Sales=[
                SALES,
                ("Tour Buyer", "2024-01-31", 10, "", "1"),
                ("Unlisted", "2024-01-31", 20, "", "2"),
            ],
        )
        # A tour cannot choose a file of the computer.
        record = (
            self.env["client.history.import"]
            .with_user(user)
            .with_company(company)
            .create({"file": base64.b64encode(content), "file_name": "tour.xlsx"})
        )
        self.start_tour("/odoo", "client_history_tour", login=user.login)
        self.assertEqual(record.state, "done")
        purchase = self.env["client.purchase"].search([("company_id", "=", company.id)])
        self.assertEqual(
            (purchase.partner_id.name, purchase.amount), ("Tour Buyer", 10)
        )
