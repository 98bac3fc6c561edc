from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged

from odoo.addons.client_segmentation.tests.documents.common_invoices import (
    InvoicesCommon,
)


@tagged("post_install", "-at_install")
@freeze_time("2025-07-15 09:00:00")
class TestFiguresReturns(InvoicesCommon):
    """The figures of a dossier and what a client bought by category, from real
    documents of both sources. A bolt is 100 at a cost of 60."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = new_test_user(
            cls.env,
            "returns_owner",
            groups="key_account_dossier.group_key_account_manager,"
            "sales_team.group_sale_manager",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.dossier = (
            cls.env["key.account.dossier"]
            .sudo()
            .create(
                {
                    "partner_id": cls.client.id,
                    "user_id": cls.owner.id,
                    "company_id": cls.company.id,
                }
            )
        )

    def assertYear(self, revenue, margin, purchases):
        """Check revenue, margin and purchases of the year, and that the categories
        add up to the revenue."""
        self.env.flush_all()
        self.env.invalidate_all()
        dossier = self.dossier.sudo(False).with_user(self.owner)
        self.assertEqual(
            (dossier.revenue_year, dossier.margin_year, dossier.order_count_year),
            (revenue, margin, purchases),
        )
        _groups, _kinds, bought = self.dossier.sudo()._read_purchases(self.company)
        self.assertEqual(sum(bought[self.client.id].values()), revenue)

    def test_return_credited_from_the_order(self):
        """10 of which 3 come back: 7 x 100, 7 x 40"""
        order = self._order("2025-01-10")
        self._invoice(order, "2025-01-15")
        self._return(order, 3, "2025-07-10")
        for source in ("order", "invoice"):
            with self.subTest(source=source):
                self.company.segment_policy_id.source = source
                self.assertYear(700, 280, 1)

    def test_by_the_dozen(self):
        """One dozen at 1,200 is billed as 12 pieces: a cost of 720"""
        order = self._order("2025-01-10", 1, product_uom_id=self.dozen.id)
        move = order._create_invoices()
        move.invoice_line_ids.write(
            {"product_uom_id": self.unit.id, "quantity": 12, "price_unit": 100}
        )
        self._post(move, "2025-01-15")
        for source in ("order", "invoice"):
            with self.subTest(source=source):
                self.company.segment_policy_id.source = source
                self.assertYear(1200, 480, 1)

    def test_advance_and_correction_are_one_purchase(self):
        order = self._order("2025-01-10", delivered=0)
        self._advance(order, 30, "2025-01-15")
        order.order_line.filtered("product_id").qty_delivered = 10
        rest = self._invoice(order, "2025-03-15")
        self._reissue(rest, "2025-05-20", "2025-05-20")
        self.company.segment_policy_id.source = "invoice"
        self.env.flush_all()
        dossier = self.dossier.sudo(False).with_user(self.owner)
        self.assertEqual((dossier.revenue_year, dossier.order_count_year), (1000, 1))
