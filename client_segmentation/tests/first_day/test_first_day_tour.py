from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..common import SegmentationCommon, SegmentationTourCase
from .common_first_day import FirstDayHistory

CLIENTS = 400


class FirstDayTourCase(SegmentationTourCase):
    """An empty company, and then one with a history: 400 clients, 18 months."""

    def setUp(self):
        super().setUp()
        self.company = self._create_company("First", "first_head", Giant=1)
        self.head = self.env["res.users"].search([("login", "=", "first_head")])
        self.head.name = "First Head"
        new_test_user(
            self.env,
            login="first_admin",
            groups="base.group_system",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )

    def _plant(self):
        """The larger a client's number, the more seldom it buys, and the less."""
        order = self.env["sale.order"].search([("company_id", "=", self.company.id)])
        first = order.partner_id
        first.write({"name": "First Giant", "user_id": self.head.id})
        clients = first | SegmentationCommon._clone_clients.__func__(
            self, first, CLIENTS - 1
        )
        rows = [
            (client.id, FirstDayHistory._ago_months.__func__(self, ago), amount, amount)
            for number, client in enumerate(clients)
            for ago in range(1 + number % 3, 19, 1 + number // 100)
            for amount in [100_000_000 // (number + 10)]
        ]
        SegmentationCommon._clone_orders.__func__(self, order, rows)
        order.state = "cancel"
        self.env.flush_all()


@tagged("post_install", "-at_install")
class TestFirstDayTour(FirstDayTourCase):
    def test_from_history_to_ranked_list(self):
        self._plant()
        self.start_tour("/odoo", "client_first_day_tour", login="first_head")
        policy = self.company.segment_policy_id
        self.assertEqual(policy.tier_silver, 0.5, "typed by hand")
        self.assertFalse(policy.use_buyer_type, "ticked off")
        gold = self.env["client.segment"].search_count(
            [("company_id", "=", self.company.id), ("tier", "=", "gold")]
        )
        # One in twenty to one in five of 400
        self.assertTrue(20 <= gold <= 80, gold)

    def test_empty_company(self):
        orders = self.env["sale.order"].search([("company_id", "=", self.company.id)])
        orders.state = "draft"
        self.start_tour("/odoo", "client_first_day_empty_tour", login="first_head")

    def test_administrator_names_the_head(self):
        self.start_tour(
            "/odoo/clients-first-day",
            "client_first_day_admin_tour",
            login="first_admin",
        )
        admin = self.env["res.users"].search([("login", "=", "first_admin")])
        self.assertTrue(admin.has_group("sales_team.group_sale_manager"))


@tagged("post_install", "-at_install")
class TestFirstDayPhoneTour(FirstDayTourCase):
    browser_size = "375x667"
    touch_enabled = True

    def test_start_on_a_phone(self):
        self._plant()
        self.start_tour(
            "/odoo/clients-first-day", "client_first_day_phone_tour", login="first_head"
        )
        run = self.env["client.segment"]._get_last_run(self.company)
        self.assertEqual(run.state, "done")
