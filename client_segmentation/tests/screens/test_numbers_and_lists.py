from freezegun import freeze_time

from odoo import fields
from odoo.fields import Domain
from odoo.tests import tagged

from ...models.core.segment_columns import IS_CLIENT
from ..common import SegmentationCommon


@tagged("post_install", "-at_install")
@freeze_time("2025-07-15 10:00:00")
class TestNumbersAndLists(SegmentationCommon):
    """One figure is one number on all screens, and the list behind a number has as
    many lines as the number says.

    Revenue of the last twelve months: giant 700, large 150, small 20, returns -50;
    former has bought before, never not at all. Giant is a subsidiary, which is a client
    of its own; its buyer is a contact. Small is archived after the run.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner.active = False
        holding = cls._create_client("holding")
        cls.giant = cls._create_client(
            "giant", user_id=cls.salesman.id, parent_id=holding.id
        )
        buyer = cls.env["res.partner"].create(
            {"name": "buyer", "parent_id": cls.giant.id, "company_id": cls.company.id}
        )
        cls._set_known_since(buyer, "2010-01-15")
        for month in ("2024-08", "2024-11", "2025-02", "2025-05"):
            cls._create_order(buyer, f"{month}-15", 175)
        cls.large = cls._create_client("large", user_id=cls.salesman.id)
        cls._create_order(cls.large, "2025-05-15", 150, cost=60)
        cls.small = cls._create_client("small")
        cls._create_order(cls.small, "2025-05-15", 20)
        cls.returns = cls._create_client("returns")
        cls._create_order(cls.returns, "2025-05-20", -50)
        cls.former = cls._create_client("former", user_id=cls.salesman.id)
        cls._create_order(cls.former, "2023-05-15", 500)
        cls._create_client("never")
        cls.company.recompute_client_segments()

    def setUp(self):
        super().setUp()
        self.small.active = False
        self.Partner = self.env["res.partner"].with_user(self.manager)
        self.overview = self._get_overview()

    def _get_overview(self, **kwargs):
        Segment = self.env["client.segment"].with_user(self.manager)
        return Segment.get_overview(**kwargs)

    def _count(self, *domain):
        return self.Partner.search_count([*IS_CLIENT, *domain])

    def test_cells_of_the_matrix(self):
        matrix = self.overview["matrix"]
        self.assertEqual(sum(cell["count"] for cell in matrix.values()), 4)
        self.assertEqual(self.overview["total"]["count"], 4)
        self.assertEqual(self._count(("segment_abc", "!=", False)), 4)
        for name, cell in matrix.items():
            abc, xyz = name
            self.assertEqual(
                self._count(("segment_abc", "=", abc), ("segment_xyz", "=", xyz)),
                cell["count"],
                name,
            )

    def test_classes_of_the_other_axes(self):
        for axis in ("temperature", "tier", "rfm", "abc"):
            for row in self.overview[axis]:
                self.assertEqual(
                    self._count((f"segment_{axis}", "=", row["value"])),
                    row["count"],
                    (axis, row["value"]),
                )

    def test_clients_of_a_salesperson(self):
        overview = self._get_overview(user_id=self.salesman.id)
        self.assertEqual(overview["total"]["count"], 3)
        self.assertEqual(
            self._count(
                ("segment_abc", "!=", False), ("user_id", "=", self.salesman.id)
            ),
            3,
        )

    def test_one_share_of_clients(self):
        """Giant brings 700 of 850: class A of the four who have bought, and the few who
        bring most of the revenue."""
        matrix = self.overview["matrix"]
        in_a = sum(cell["count"] for name, cell in matrix.items() if name[0] == "a")
        revenue = self.overview["concentration"]["revenue"]
        self.assertEqual(in_a, 1)
        self.assertEqual(revenue["head"]["count"], in_a)
        self.assertEqual(revenue["buyers"], self.overview["total"]["count"])
        # Two of the four bring something: the curve reaches 100 % at one half.
        self.assertEqual(revenue["clients"], 2)
        self.assertEqual(
            [point[0] for point in revenue["curve"]], [0.0, 0.25, 0.5, 1.0]
        )

    def test_one_share_of_revenue(self):
        gains = self.overview["gains"]
        self.assertEqual(gains["total"], {"revenue": 850, "margin": 790})
        in_a = sum(
            cell["revenue"] for name, cell in gains["matrix"].items() if name[0] == "a"
        )
        revenue = self.overview["concentration"]["revenue"]
        self.assertAlmostEqual(in_a / 850, revenue["head"]["share"])
        self.assertAlmostEqual(revenue["top"][0]["share"], revenue["head"]["share"])
        self.assertEqual(sum(row["revenue"] for row in gains["rfm"].values()), 850)

    def test_head_follows_the_limit_of_a(self):
        self.company.segment_policy_id.abc_threshold_a = 90
        self.company.recompute_client_segments()
        overview = self._get_overview()
        in_a = sum(
            cell["count"] for name, cell in overview["matrix"].items() if name[0] == "a"
        )
        self.assertEqual(in_a, 2)
        self.assertEqual(overview["concentration"]["revenue"]["head"]["count"], in_a)

    def test_without_abc_the_buyers_are_the_same(self):
        self.company.segment_policy_id.use_abc = False
        self.company.recompute_client_segments()
        overview = self._get_overview()
        self.assertEqual(overview["total"]["count"], 4)
        self.assertEqual(overview["concentration"]["revenue"]["buyers"], 4)

    def test_nobody_has_bought(self):
        company = self._create_company("Empty")
        overview = self._get_overview_of(company)
        revenue = overview["concentration"]["revenue"]
        self.assertEqual((revenue["clients"], revenue["buyers"]), (0, 0))
        self.assertEqual(revenue["head"], {"count": 0, "share": 0})

    def _get_overview_of(self, company):
        self.manager.company_ids += company
        Segment = self.env["client.segment"].with_user(self.manager)
        return Segment.with_company(company).get_overview()

    def test_shares_of_the_order_of_temperatures(self):
        counts = {row["value"]: row["count"] for row in self.overview["temperature"]}
        for violation in self.overview["order_check"]["violations"]:
            self.assertAlmostEqual(
                violation["more_share"],
                counts[violation["more"]] / sum(counts.values()),
            )

    def test_preview_counts_the_same(self):
        preview = self.company.segment_policy_id.with_user(self.manager).get_preview({})
        for axis in preview["axes"]:
            if axis["axis"] not in ("temperature", "tier", "rfm", "abc"):
                continue
            expected = {
                row["value"]: row["count"] for row in self.overview[axis["axis"]]
            }
            for row in axis["classes"]:
                if row["value"]:
                    self.assertEqual(row["before"], expected[row["value"]], row)

    def test_active_base(self):
        Trend = self.env["client.segment.active.trend"].with_user(self.manager)
        card = Trend.search(
            [("user_id", "=", self.salesman.id), ("is_current", "=", True)]
        )
        action = card.action_open_clients()
        Report = self.env[action["res_model"]].with_user(self.manager)
        lines = Report.search(
            self._get_listed(action) & Domain("assigned_count", "=", 1)
        )
        self.assertEqual(len(lines), card.assigned_count)
        self.assertEqual(sum(lines.mapped("active_count")), card.active_count)
        self.assertEqual(sum(lines.mapped("lapsed_count")), card.lapsed_count)
        # On the contacts, and in the digest
        self.assertEqual(
            self._count(
                ("segment_is_active", "=", True), ("user_id", "=", self.salesman.id)
            ),
            card.active_count,
        )

    def test_digest_knows_pins(self):
        self.env["client.segment.pin"].create(
            [
                {
                    "partner_id": client.id,
                    "company_id": self.company.id,
                    "segment_class": f"is_active:{value}",
                    "reason": "Test",
                }
                for client, value in ((self.large, "false"), (self.former, "true"))
            ]
        )
        moment = fields.Datetime.now()
        count = self.company._count_active_segment_clients(moment)
        self.assertEqual(count, self._count(("segment_is_active", "=", True)))

    def test_rfm_of_today(self):
        run = self.env["client.segment.run"].search(
            [("company_id", "=", self.company.id), ("is_months_due", "=", True)]
        )
        while run.is_months_due:
            run._fill_next_month()
        # Former comes back this month, large buys again, and never for the first time.
        self._create_order(self.former, "2025-07-02", 900)
        new = self._create_client("new")
        self._create_order(new, "2025-07-03", 5)
        self.company.recompute_client_segments()
        self.env.flush_all()
        Report = self.env["client.segment.rfm.report"].with_user(self.manager)
        rows = Report.search([("is_current", "=", True)])
        self.assertTrue(rows.filtered(lambda row: not row.rfm_before))
        self.assertTrue(
            rows.filtered(lambda row: row.rfm_before not in (False, row.rfm))
        )
        for row in rows:
            action = row.action_open_clients()
            self.assertEqual(
                self.Partner.search_count(self._get_listed(action)),
                row.client_count,
                row.rfm,
            )
        past = Report.search([("is_current", "=", False)])
        stayed = past.filtered(lambda row: row.rfm == row.rfm_before)
        self.assertTrue(stayed)
        self.assertEqual(stayed[0].action_open_clients()["tag"], "display_notification")

    def test_playbooks_and_terms(self):
        playbooks = self.env["client.segment.playbook"].create(
            [
                {"name": name, "goal": "Test", "segment_class": name}
                for name in ("abc:a", "abc:c", "is_active:true", "is_active:false")
            ]
        )
        for playbook in playbooks:
            self.assertEqual(
                self.env["res.partner"].search_count(playbook._get_client_domain()),
                playbook.client_count,
                playbook.name,
            )
        rule = self.env["client.segment.terms"].create(
            {
                "name": "Test",
                "company_id": self.company.id,
                "abc": "a",
                "delivery_days": 3,
            }
        )
        for abc in "abc":
            rule.abc = abc
            domain = self._get_listed(rule.action_open_clients())
            self.assertEqual(
                self.env["res.partner"].search_count(domain), rule.client_count, abc
            )

    def test_audience(self):
        audience = self.env["client.audience"].create({"name": "Test"})
        (self.giant + self.large + self.small).client_audience_id = audience
        self.assertEqual(audience.client_count, 2)
        domain = self._get_listed(audience.action_open_clients())
        self.assertEqual(self.env["res.partner"].search_count(domain), 2)
