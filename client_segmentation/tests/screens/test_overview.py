from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user, tagged

from ..common import SegmentationCommon

PROFIT_KEYS = {"margin", "mono"}


@tagged("post_install", "-at_install")
class TestOverview(SegmentationCommon):
    """Four clients as of 15 July 2025; revenue 1000, profit 640 and a loss of 20.

    ======  =======  ======  ===================================  ====
    client  revenue  profit  orders                               cell
    ======  =======  ======  ===================================  ====
    steady      600     500  150 in each of the four quarters      AX
    rough       200     100  20 and 180 in the last two            BN
    small       150      40  one                                   BN
    loss         50     -20  one                                   CN
    ======  =======  ======  ===================================  ====
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.segment_policy_id.write({"abc_threshold_a": 60, "mono_share": 75})
        cls.steady = cls._create_client("steady", user_id=cls.salesman.id)
        for month in ("2024-08", "2024-11", "2025-02", "2025-05"):
            cls._create_order(cls.steady, f"{month}-15", 150, cost=25)
        cls.rough = cls._create_client("rough", user_id=cls.salesman.id)
        cls._create_order(cls.rough, "2025-02-15", 20)
        cls._create_order(cls.rough, "2025-05-15", 180, cost=100)
        cls.small = cls._create_client("small")
        cls._create_order(cls.small, "2025-03-15", 150, cost=110)
        cls.loss = cls._create_client("loss")
        cls._create_order(cls.loss, "2025-03-15", 50, cost=70)
        cls._recompute()

    def _get_overview(self, user=None, **kwargs):
        Segment = self.env["client.segment"].with_user(user or self.manager)
        return Segment.get_overview(**kwargs)

    def _get_counts(self, overview, axis):
        return {row["value"]: row["count"] for row in overview[axis] if row["count"]}

    def test_matrix(self):
        overview = self._get_overview()
        self.assertEqual(
            overview["total"], {"count": 4, "revenue": 1000, "margin": 620}
        )
        self.assertEqual(
            overview["matrix"],
            {
                "ax": {"count": 1, "revenue": 600, "margin": 500},
                "bn": {"count": 2, "revenue": 350, "margin": 140},
                "cn": {"count": 1, "revenue": 50, "margin": -20},
            },
        )

    def test_axes(self):
        overview = self._get_overview()
        self.assertEqual(self._get_counts(overview, "temperature")["hot"], 4)
        # Of 640: steady 78 %, rough 15.6 %, small 6.3 %; no tier for a loss
        self.assertEqual(self._get_counts(overview, "tier"), {"gold": 3})
        self.assertEqual(sum(self._get_counts(overview, "rfm").values()), 4)
        rows = {row["value"]: row for row in overview["tier"]}
        self.assertEqual(rows["gold"]["revenue"], 950)
        self.assertEqual(rows["silver"]["revenue"], 0)
        self.assertEqual(rows["silver"]["label"], "Silver")

    def test_order_of_temperatures(self):
        """The salesperson has two clients, both hot."""
        user_id = self.salesman.id
        check = self._get_overview(user_id=user_id)["order_check"]
        self.assertEqual(check["order"], "Warm > Hot > Cold")
        self.assertEqual(
            check["violations"],
            [{"more": "hot", "less": "warm", "more_share": 1, "less_share": 0}],
        )
        self.company.segment_policy_id.temperature_order = "hot_cold_warm"
        check = self._get_overview(self.salesman, user_id=user_id)["order_check"]
        self.assertEqual(check, {"order": "Hot > Cold > Warm", "violations": []})

    def test_order_of_temperatures_is_not_checked(self):
        nobody = self._get_overview(user_id=self.manager.id)
        self.assertFalse(nobody["order_check"])
        self.company.segment_policy_id.temperature_order = False
        self.assertFalse(self._get_overview()["order_check"])

    def test_concentration(self):
        concentration = self._get_overview()["concentration"]
        revenue = concentration["revenue"]
        self.assertEqual(revenue["clients"], 4)
        expected = [(0, 0), (0.25, 0.6), (0.5, 0.8), (0.75, 0.95), (1, 1)]
        for point, expected_point in zip(revenue["curve"], expected, strict=True):
            self.assertAlmostEqual(point[0], expected_point[0])
            self.assertAlmostEqual(point[1], expected_point[1])
        # 0.6² + 0.2² + 0.15² + 0.05²
        self.assertAlmostEqual(revenue["index"], 0.425)
        self.assertEqual(revenue["level"], "high")
        self.assertEqual(
            [(row["name"], row["share"]) for row in revenue["top"]],
            [("steady", 0.6), ("rough", 0.2), ("small", 0.15), ("loss", 0.05)],
        )
        margin = concentration["margin"]
        self.assertEqual(margin["clients"], 3, "a loss is no share of the profit")
        self.assertAlmostEqual(margin["top"][0]["share"], 500 / 640)

    def test_mono_client(self):
        [mono] = self._get_overview()["mono"]
        self.assertEqual(mono["id"], self.steady.id)
        self.assertAlmostEqual(mono["share"], 500 / 640)
        self.assertEqual(mono["limit"], 0.75)
        # 500 are 75 % of 666.67: 26.67 more than 640
        self.assertAlmostEqual(mono["needed"], 500 / 0.75 - 640)

    @freeze_time("2025-07-15 12:00:00")
    def test_pinned_mono_client_is_no_warning(self):
        """Small brings 40 of 640, whatever somebody says."""
        self._pin_as_mono(self.small)
        self.assertTrue(self.small.segment_is_mono)
        [mono] = self._get_overview()["mono"]
        self.assertEqual(mono["id"], self.steady.id)
        self._pin_as_mono(self.steady)
        [mono] = self._get_overview()["mono"]
        self.assertEqual(mono["id"], self.steady.id, "pinned as what it is")

    @freeze_time("2025-07-15 12:00:00")
    def test_pinned_mono_client_without_any_profit(self):
        orders = self.env["sale.order"].search([("company_id", "=", self.company.id)])
        orders._action_cancel()
        self._pin_as_mono(self.small)
        run = self._recompute()
        self.assertEqual(run.profit_total, 0)
        self.assertTrue(self.small.segment_is_mono)
        self.assertEqual(self._get_overview()["mono"], [])

    def test_mono_client_without_a_total(self):
        self.env["client.segment"]._get_last_run(self.company).profit_total = 0
        self.assertEqual(self._get_overview()["mono"], [])

    def _pin_as_mono(self, client):
        self.env["client.segment.pin"].with_user(self.manager).create(
            {
                "partner_id": client.id,
                "segment_class": "is_mono:true",
                "reason": "I know better",
            }
        )

    def test_clients_of_a_salesperson(self):
        overview = self._get_overview(user_id=self.salesman.id)
        self.assertEqual(overview["total"]["count"], 2)
        self.assertEqual(overview["total"]["revenue"], 800)
        self.assertEqual(set(overview["matrix"]), {"ax", "bn"})
        self.assertEqual(
            [row["share"] for row in overview["concentration"]["revenue"]["top"]],
            [0.75, 0.25],
        )
        nobody = self._get_overview(user_id=self.manager.id)
        self.assertEqual(nobody["total"]["count"], 0)
        self.assertEqual(nobody["concentration"]["revenue"]["curve"], [])

    def test_no_profit_for_salespeople(self):
        colleague = self._create_user("sales_team.group_sale_salesman_all_leads")
        overview = self._get_overview(colleague)
        self.assertEqual(overview["total"], {"count": 4, "revenue": 1000})
        self.assertEqual(overview["measures"], ["count", "revenue"])
        self.assertNotIn("mono", overview)
        self.assertEqual(set(overview["concentration"]), {"revenue"})
        for cell in (*overview["matrix"].values(), *overview["rfm"]):
            self.assertFalse(cell.keys() & PROFIT_KEYS)

    def test_nobody_else(self):
        nobody = new_test_user(self.env, login="nobody", groups="base.group_user")
        with self.assertRaises(AccessError):
            self._get_overview(nobody)

    def test_other_companies_stay_out(self):
        other = self._create_company("Other Segment Company")
        overview = (
            self.env["client.segment"]
            .with_context(allowed_company_ids=other.ids)
            .get_overview()
        )
        self.assertFalse(overview["settings"])
        self.assertEqual(overview["total"]["count"], 0)
        self.assertEqual(overview["mono"], [])

    def test_number_of_queries_does_not_grow_with_clients(self):
        counts = []
        for number in (20, 40):
            for index in range(number):
                client = self._create_client(f"more {number} {index}")
                self._create_order(client, "2025-01-15", 1)
            self._recompute()
            self.env.invalidate_all()
            self._get_overview()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._get_overview()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)
        self.assertLessEqual(counts[0], 15)
