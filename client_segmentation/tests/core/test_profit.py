from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from ..common import SegmentationCommon

SECRETS = (
    "segment_margin",
    "segment_profit_share",
    "segment_ltv",
    "segment_ltv_historical",
)


@tagged("post_install", "-at_install")
class TestProfit(SegmentationCommon):
    """Tier, key and mono-client, lifetime value: all from the margin."""

    def _create_earners(self, **profits):
        clients = self.env["res.partner"]
        for name, profit in profits.items():
            client = self._create_client(name)
            self._create_order(client, "2025-01-15", profit + 1000, cost=1000)
            clients += client
        return clients

    def test_shares_tiers_and_key_clients(self):
        # Profit 1000: shares 50, 10, 5, 1, 0.9 %; the rest small ones
        half, key, gold, silver, bronze = self._create_earners(
            half=500, key=100, gold=50, silver=10, bronze=9
        )
        rest = self._create_earners(**{f"rest{i}": 8.28 for i in range(40)})[0]
        loss, nothing = self._create_earners(loss=-300, nothing=0)
        # 500 + 100 + 50 + 10 + 9 + 40 * 8.28 = 1000.2
        run = self._recompute()
        self.assertAlmostEqual(run.profit_total, 1000.2)
        self.assertClasses(
            "segment_tier",
            {
                half: "gold",
                key: "gold",
                gold: "silver",  # 50 / 1000.2 is a little less than 5 %
                silver: "bronze",
                bronze: "bronze",
                rest: "bronze",
                loss: False,
                nothing: False,
            },
        )
        self.assertClasses("segment_is_key", {half: True, key: False, gold: False})
        self.assertClasses("segment_is_mono", {half: False})
        self.assertAlmostEqual(half.segment_profit_share, 500 / 1000.2)
        self.assertEqual(loss.segment_profit_share, 0)

    def test_borders_belong_to_the_class(self):
        self.company.segment_policy_id.mono_share = 60
        # 500, 400, 50, 40, 10 of 1000
        half, key, gold, silver, last = self._create_earners(
            half=500, key=400, gold=50, silver=40, last=10
        )
        self._recompute()
        self.assertClasses(
            "segment_tier",
            {half: "gold", key: "gold", gold: "gold", silver: "silver", last: "silver"},
        )

    def test_mono_client_begins_beyond_the_limit(self):
        one, other = self._create_earners(one=500, other=500)
        self._recompute()
        self.assertClasses("segment_is_mono", {one: False, other: False})
        self._create_order(one, "2025-02-15", 1)
        self._recompute()
        self.assertClasses("segment_is_mono", {one: True, other: False})

    def test_what_leads_out_of_dependence(self):
        giant, _other = self._create_earners(giant=700, other=300)
        self._recompute()
        # Back at 50 % when all bring 1400: 400 more
        text = giant.with_user(self.manager).segment_explanation.striptags()
        self.assertIn("400.00", text)

    def test_lifetime_value_by_retention(self):
        # Gupta and Lehmann, Managing Customers as Investments: retention 80 % and
        # discount rate 12 % give a margin multiple of 2.5
        self.company.segment_policy_id.ltv_discount = 12
        [client] = self._create_earners(client=100)
        self._create_order(client, "2020-01-15", 30)
        self._recompute()
        self.assertAlmostEqual(client.segment_ltv, 250)
        self.assertAlmostEqual(client.segment_ltv_historical, 130)
        self.company.segment_policy_id.ltv_count_first = True
        self._recompute()
        self.assertAlmostEqual(client.segment_ltv, 350)

    def test_lifetime_value_by_lifespan(self):
        self.company.segment_policy_id.ltv_formula = "lifespan"
        self.company.segment_policy_id.horizon_months = 24
        [client] = self._create_earners(client=100)
        self._recompute()
        # 50 a year for 3 years
        self.assertAlmostEqual(client.segment_ltv, 150)

    def test_no_value_for_losses(self):
        [loss] = self._create_earners(loss=-50)
        self._recompute()
        self.assertFalse(loss.segment_ltv)
        self.assertEqual(loss.segment_ltv_historical, -50)
        text = loss.with_user(self.manager).segment_explanation.striptags()
        self.assertIn("No projection", text)

    def _get_text(self, client):
        html = client.with_user(self.manager).segment_explanation
        return " ".join(html.striptags().split())

    def test_no_value_from_an_unfinished_month(self):
        """An order of July is no margin of finished months as of 15 July."""
        june, july = self._create_client("june"), self._create_client("july")
        self._create_order(june, "2025-06-30 23:59:59", 100)
        self._create_order(july, "2025-07-01 00:00:01", 100)
        self._create_order(june, "2025-07-02", 100)
        self._recompute()
        # 80 % retention, 10 % discount: 0.8 / (1 + 0.1 - 0.8) * 100
        self.assertEqual(self._read_ltv(june), [266.67])
        self.assertEqual(self._read_ltv(july), [None])
        self.assertIn(
            "No projection because there is not enough data", self._get_text(july)
        )
        self.assertNotIn("No projection", self._get_text(june))

    def test_no_margin_in_finished_months_is_a_value(self):
        client = self._create_client("back again")
        self._create_order(client, "2020-01-15", 100)
        self._create_order(client, "2025-07-02", 100)
        self._recompute()
        self.assertEqual(self._read_ltv(client), [0])
        self.assertNotIn("No projection", self._get_text(client))

    def _read_ltv(self, client):
        query = "SELECT ltv::float8 FROM client_segment WHERE partner_id = %s"
        return [ltv for (ltv,) in self.env.execute_query(SQL(query, client.id))]

    def test_negative_value_so_far_is_told(self):
        [client, good] = self._create_earners(client=100, good=100)
        self._create_order(client, "2020-01-15", 50, cost=180)
        self._recompute()
        # 100 - 130
        self.assertEqual(client.segment_ltv_historical, -30)
        self.assertIn("Negative so far", self._get_text(client))
        self.assertNotIn("Negative so far", self._get_text(good))

    def test_credit_notes_and_orders(self):
        [client] = self._create_earners(client=100)
        self._recompute()
        self.assertIn("sales orders net of credit notes", self._get_text(client))

    def test_salespeople_see_classes_but_no_profit(self):
        [client] = self._create_earners(client=123)
        self._recompute()
        groups = "sales_team.group_sale_salesman_all_leads,base.group_allow_export"
        seller = new_test_user(
            self.env,
            login="seller",
            groups=groups,
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        client = client.with_user(seller)
        self.assertEqual(client.segment_tier, "gold")
        text = client.segment_explanation.striptags()
        # What follows are prices: the amount of the order is no secret.
        about_profit = text.split("Share of profit")[-1].split("RFM")[0]
        self.assertNotIn("123.00", about_profit)
        for name in SECRETS:
            self.assertNotIn(name, client.fields_get())
            for read in (
                lambda name=name: client.read([name]),
                lambda name=name: client.export_data([name]),
                lambda name=name: client.search([(name, ">", 0)]),
                lambda name=name: client.search([], order=name),
                lambda name=name: client._read_group([], aggregates=[f"{name}:sum"]),
                lambda name=name: client.web_search_read([], {name: {}}),
            ):
                with self.assertRaises(AccessError, msg=name):
                    read()
        for name in ("margin", "ltv", "total_margin", "period_measures"):
            with self.assertRaises(AccessError):
                client.env["client.segment"].search([]).read([name])
        for name in ("profit_total", "measure_total"):
            with self.assertRaises(AccessError):
                client.env["client.segment.run"].search([]).read([name])

    def test_heads_of_sales_see_profit(self):
        clients = self._create_earners(c1=300, c2=100)
        self._recompute()
        Partner = self.env["res.partner"].with_user(self.manager)
        found = Partner.search(
            [("id", "in", clients.ids), ("segment_profit_share", ">=", 0.5)]
        )
        self.assertEqual(found.name, "c1")
        [(total, share)] = Partner._read_group(
            [("id", "in", clients.ids)],
            aggregates=["segment_margin:sum", "segment_profit_share:sum"],
        )
        self.assertEqual((total, share), (400, 1))
