from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import BaseCase, tagged

from ...arithmetic.figures.figures import add_up
from .common_figures import FiguresCommon


@tagged("post_install", "-at_install")
class TestAddUp(BaseCase):
    def test_add_up(self):
        rows = [
            {"paid": 1, "days": 10.0},
            {"paid": 3, "days": 30.0},
            {"paid": 0, "days": None},
        ]
        # (1 * 10 + 3 * 30) / 4
        self.assertEqual(add_up(rows, "days", "paid"), 25)
        self.assertEqual(add_up(rows, "paid"), 4)
        self.assertIsNone(add_up(rows[2:], "days", "paid"))
        self.assertIsNone(add_up([], "paid"))


@tagged("post_install", "-at_install")
class TestGroup(FiguresCommon):
    """The client bought for 1000 in September 2024, its affiliate for 500 in January
    2025 and for 40 in July 2025."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.affiliate = cls.env["res.partner"].create(
            {"name": "Quicksilver South", "is_company": True}
        )
        cls._new_order("2024-09-10", 1000, cost=600)
        cls.order = cls._new_order("2025-01-10", 500, cost=100, partner=cls.affiliate)
        cls._new_order("2025-07-05", 40, partner=cls.affiliate)

    def _revenue(self, dossier=None):
        dossier = self._open(self.owner, dossier)
        return dossier.revenue_year, dossier.revenue_running, dossier.order_count_year

    def test_figures_add_up(self):
        self.assertEqual(self._revenue(), (1000, 0, 1))
        self._open(self.owner).affiliate_ids = self.affiliate
        self.assertEqual(self._revenue(), (1500, 40, 2))

    def test_a_dossier_of_the_affiliate_keeps_its_own(self):
        self._open(self.owner).affiliate_ids = self.affiliate
        theirs = self._new_dossier(self.owner, partner_id=self.affiliate.id)
        both = self._open(self.owner, self.dossier | theirs)
        self.assertEqual(both.mapped("revenue_year"), [1500, 500])

    def test_no_company_counts_twice(self):
        site = self.env["res.partner"].create(
            {"name": "Southern yard", "parent_id": self.affiliate.id}
        )
        mine = self._open(self.owner)
        for affiliates in (self.client_partner, self.branch, self.affiliate | site):
            with self.assertRaisesRegex(ValidationError, "counts once"):
                mine.affiliate_ids = affiliates

    def test_access_does_not_widen(self):
        """Neither to the orders of the affiliate, nor to the dossier for anybody."""
        self._open(self.owner).affiliate_ids = self.affiliate
        with self.assertRaises(AccessError):
            self.order.with_user(self.owner).read(["amount_total"])
        salesperson = self.outsiders["salesperson_only"]
        self.order.user_id = salesperson
        with self.assertRaises(AccessError):
            self.dossier.with_user(salesperson).read(["affiliate_ids"])
        closed = self._new_dossier(self.colleague, partner_id=self.affiliate.id)
        with self.assertRaises(AccessError):
            closed.with_user(self.owner).read(["needs"])

    def test_no_figures_of_a_company_that_the_user_may_not_see(self):
        other = self.env["res.company"].create({"name": "Sister"})
        hidden = self.env["res.partner"].create(
            {"name": "Hidden", "is_company": True, "company_id": other.id}
        )
        with self.assertRaises(UserError):
            self._open(self.owner).affiliate_ids = hidden
