import os

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ...models.core.segment_axes import LATE_STATES
from ..common import SegmentationCommon, SegmentationTourCase
from ..whole.workbook import write_workbook
from .common_first_day import FirstDayHistory
from .common_first_day_file import plant_history, read_cdnow

CLIENTS = 400


class FirstDayTourCase(SegmentationTourCase):
    """An empty company, and then one with a history: 400 clients, 18 months."""

    def setUp(self):
        super().setUp()
        self.company = self._create_company("First", "first_head", Quoted=1)
        self.company.segment_policy_id.is_first_day_over = False
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
    def test_from_nothing_to_a_ranked_list(self):
        """The whole way, with nothing but a quotation and a workbook to begin with."""
        self._take_the_way(plant_history())
        # One in twenty to one in five of 2,000
        gold = len(self._get_segments(("tier", "=", "gold")))
        self.assertTrue(100 <= gold <= 400, gold)
        [giant] = self._get_segments(("partner_id.name", "=", "First Giant"))
        self.assertEqual(giant.abc, "a")
        self.assertIn(giant.state, LATE_STATES, "told first, and listed")

    def test_with_the_file_itself(self):
        if not os.environ.get("CDNOW_FILE"):
            self.skipTest("The CDNOW file is not there; name it in CDNOW_FILE")
        self._take_the_way(read_cdnow(os.environ["CDNOW_FILE"]))
        # Most of them have not bought within the year.
        self.assertTrue(self._get_segments(("tier", "=", "gold")))

    def _take_the_way(self, sales):
        orders = self.env["sale.order"].search([("company_id", "=", self.company.id)])
        orders.state = "draft"
        self._offer_workbook(sales)
        self.start_tour(
            "/odoo", "client_first_day_tour", login="first_head", timeout=600
        )
        policy = self.company.segment_policy_id
        self.assertEqual(policy.tier_silver, 0.05, "typed by hand")
        self.assertFalse(policy.use_buyer_type, "ticked off")
        found = self._get_segments(("partner_id.user_id", "=", self.head.id))
        self.assertEqual(len(found), 2000)

    def _get_segments(self, *domain):
        return self.env["client.segment"].search(
            [("company_id", "=", self.company.id), *domain]
        )

    def _offer_workbook(self, sales):
        """Where the browser finds the file that a person has on the disk."""
        clients = dict.fromkeys(client for client, _day, _amount in sales)
        content = write_workbook(
            Clients=[
                ("Client", "Salesperson"),
                *((client, self.head.name) for client in clients),
            ],
            Sales=[("Client", "Date", "Amount"), *sales],
        )
        self.env["ir.attachment"].create(
            {"name": "history.xlsx", "url": "/first_day/history.xlsx", "raw": content}
        )

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
