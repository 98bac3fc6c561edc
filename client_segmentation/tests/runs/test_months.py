from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..common import SegmentationCommon

ALL_LEADS = "sales_team.group_sale_salesman_all_leads"


@tagged("post_install", "-at_install")
class TestMonths(SegmentationCommon):
    """What is kept of the client base of each month, as of its own end.

    Two clients of the salesman; 90 days: active at the end of June whoever bought
    from 1 April on, at the end of July from 2 May on. Purchases begin in April.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.segment_policy_id.active_target = 60
        cls.Month = cls.env["client.segment.month"].with_user(cls.manager)
        cls.Trend = cls.env["client.segment.active.trend"]
        cls.Rfm = cls.env["client.segment.rfm.report"]
        cls.partner.active = False
        cls.early = cls._create_client("early", user_id=cls.salesman.id)
        cls._create_order(cls.early, "2025-04-10", 100)
        cls.never = cls._create_client("never", user_id=cls.salesman.id)
        cls.nobodys = cls._create_client("nobody's")
        cls._create_order(cls.nobodys, "2025-06-10", 300)
        # The one table of rules that tells scores of few clients apart
        cls.env["client.segment.rfm.rule"].search([]).active = False
        cls.env["client.segment.rfm.rule"].create(
            [
                {"sequence": 1, "segment": "champions", "m_min": 5},
                {"sequence": 2, "segment": "lost"},
            ]
        )

    def _read_trend(self, user=None, domain=()):
        rows = self.Trend.with_user(user or self.salesman).search(
            list(domain), order="month"
        )
        return [
            (
                str(row.month),
                row.is_current,
                row.assigned_count,
                row.active_count,
                row.lapsed_count,
                row.rate,
                row.change,
            )
            for row in rows
        ]

    def test_months_are_of_their_own_end(self):
        self._run_on("2025-07-01")
        months = self.Month.search([])
        self.assertEqual(
            {(str(month.month), str(month.as_of)) for month in months},
            {
                ("2025-04-01", "2025-04-30"),
                ("2025-05-01", "2025-05-31"),
                ("2025-06-01", "2025-06-30"),
            },
        )
        first = months.filtered(lambda month: not month.has_previous)
        self.assertEqual({str(month.month) for month in first}, {"2025-04-01"})
        june = months.filtered(lambda month: str(month.month) == "2025-06-01")
        own = june.filtered(lambda month: month.user_id == self.salesman)
        self.assertEqual(sum(own.mapped("client_count")), 2)
        self.assertEqual(sum(own.mapped("active_count")), 1)
        # The horizon of 30 June ends with May: the 300 of June are not in it.
        self.assertEqual(sum(june.mapped("revenue")), 100)
        self.assertEqual(set(own.mapped("target")), {60})

    def test_second_run_of_the_month_keeps_nothing(self):
        self._run_on("2025-07-01")
        kept = self.Month.search([])
        self._create_order(self.never, "2025-07-02", 50)
        self._run_on("2025-07-15")
        self.assertEqual(self.Month.search([]), kept)

    def test_earlier_day_keeps_nothing(self):
        self._run_on("2025-07-01")
        kept = self.Month.search([])
        self._recompute("2025-03-01")
        self.assertEqual(self.Month.search([]), kept)

    def test_day_to_come_keeps_nothing(self):
        self._recompute(self.company._get_segment_today().replace(year=2100))
        self.assertFalse(self.Month.search([]))

    def test_trend(self):
        self._run_on("2025-07-01")
        # early bought 112 days before the end of July, never 4 days before
        self._create_order(self.never, "2025-07-27", 50)
        self._run_on("2025-08-01")
        self._run_on("2025-08-20")
        self.assertEqual(
            self._read_trend(),
            [
                ("2025-04-01", False, 2, 1, 0, 50, 0),
                ("2025-05-01", False, 2, 1, 0, 50, 0),
                ("2025-06-01", False, 2, 1, 0, 50, 0),
                ("2025-07-01", False, 2, 1, 1, 50, 0),
                ("2025-08-01", True, 2, 1, 1, 50, 0),
            ],
        )

    def test_change_of_salesperson(self):
        self._run_on("2025-07-01")
        self.never.user_id = False
        # What is kept stays; only the present follows
        self.assertEqual(
            self._read_trend()[2:],
            [
                ("2025-06-01", False, 2, 1, 0, 50, 0),
                ("2025-07-01", True, 1, 1, 0, 100, 50),
            ],
        )

    def test_points_of_the_line(self):
        self._run_on("2025-07-01")
        self.early.user_id = False
        self.company.segment_policy_id.active_target = 75
        now = self.Trend.with_user(self.salesman).search([("is_current", "=", True)])
        self.assertEqual(
            now.points[2:],
            [
                {"month": "2025-06-01", "rate": 50, "target": 60},
                {"month": "2025-07-01", "rate": 0, "target": 75},
            ],
        )

    def test_rate_of_a_group(self):
        colleague = new_test_user(
            self.env,
            login="segment-colleague",
            groups=ALL_LEADS,
            company_id=self.company.id,
            company_ids=self.company.ids,
        )
        self.nobodys.user_id = colleague
        self._run_on("2025-07-01")
        # 1 of 2 and 1 of 1: 2 of 3, not the average of 50 and 100
        [(rate, target)] = self.Trend.with_user(colleague)._read_group(
            [("is_current", "=", True)], [], ["rate:avg", "target:avg"]
        )
        self.assertAlmostEqual(rate, 200 / 3)
        self.assertEqual(target, 60)

    def _get_rfm_history(self, day):
        return self.env["client.segment.history"].search(
            [
                ("axis", "=", "rfm"),
                ("company_id", "=", self.company.id),
                ("date", "=", day),
            ]
        )

    def test_rfm_migration(self):
        self._run_on("2025-07-01")
        # nobody's is the largest with 300: champion; early is not. Then they change
        # places, and never buys for the first time.
        self._create_order(self.early, "2025-07-10", 900)
        self._create_order(self.never, "2025-07-10", 50)
        run = self._run_on("2025-08-01")
        july = self.Rfm.with_user(self.manager).search(
            [("month", "=", "2025-07-01")], order="revenue"
        )
        self.assertEqual(
            [(row.rfm_before, row.rfm, row.client_count) for row in july],
            [
                # The horizon of 31 July ends with June; RFM looks at all orders.
                (False, "lost", 1),
                ("lost", "champions", 1),
                ("champions", "lost", 1),
            ],
        )
        self.assertEqual(july.mapped("revenue"), [0, 100, 300])
        history = self._get_rfm_history("2025-07-31")
        self.assertEqual(history.run_id, run)
        self.assertEqual(
            {
                change.partner_id: (change.old_value, change.new_value)
                for change in history
            },
            {
                self.never: (False, "rfm:lost"),
                self.nobodys: ("rfm:champions", "rfm:lost"),
                self.early: ("rfm:lost", "rfm:champions"),
            },
        )

    def test_nobody_moved(self):
        self._run_on("2025-07-01")
        self._run_on("2025-08-01")
        self.assertFalse(self._get_rfm_history("2025-07-31"))
        rows = self.Rfm.search([("is_current", "=", True)])
        self.assertEqual(rows.mapped("rfm_before"), rows.mapped("rfm"))

    def test_a_month_takes_few_statements(self):
        run = self._run_on("2025-06-01")
        counts = []
        for count, month in ((0, date(2025, 6, 1)), (30, date(2025, 7, 1))):
            for number in range(count):
                self._create_order(self._create_client(f"c{number}"), month, 10)
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["client.segment.month"]._keep(run, month)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_click_opens_clients(self):
        self._run_on("2025-07-01")
        row = self.Trend.with_user(self.salesman).search([("is_current", "=", True)])
        action = row.action_open_clients()
        found = self.env[action["res_model"]].with_user(self.salesman)
        self.assertEqual(
            found.search(self._get_listed(action)).partner_id, self.early + self.never
        )
        [row] = self.Rfm.search(
            [("is_current", "=", True), ("user_id", "=", self.salesman.id)]
        )
        action = row.action_open_clients()
        found = self.env[action["res_model"]].search(self._get_listed(action))
        self.assertEqual(found, self.early)

    def test_click_opens_who_moved(self):
        self.test_rfm_migration()
        row = self.Rfm.with_user(self.salesman).search(
            [("month", "=", "2025-07-01"), ("rfm_before", "=", "champions")]
        )
        action = row.action_open_clients()
        found = self.env[action["res_model"]].with_user(self.salesman)
        self.assertEqual(
            found.search(self._get_listed(action)).partner_id, self.nobodys
        )

    def test_old_months_go(self):
        self._create_order(self.early, "2005-06-10", 1)
        self._run_on("2005-07-01")
        self._run_on("2025-07-01")
        months = self.env["client.segment.month"]
        months._gc_months()
        left = months.search([("company_id", "=", self.company.id)])
        # The last 24 months, by what was bought in 2005
        self.assertEqual(str(min(left.mapped("month"))), "2023-07-01")

    def test_access(self):
        self._run_on("2025-07-01")
        # Their own rate for salespeople, everybody's RFM as in the history
        trend = self.Trend.with_user(self.salesman).search([])
        self.assertEqual(trend.user_id, self.salesman)
        rfm = self.Rfm.with_user(self.salesman).search([])
        self.assertTrue(rfm.filtered(lambda row: not row.user_id))
        self.assertEqual(sum(rfm.filtered("is_current").mapped("client_count")), 2)
        worker = self._create_user("base.group_user")
        for model in (self.Trend, self.Rfm, self.Month):
            with self.assertRaises(AccessError):
                model.with_user(worker).search([])
            self.assertFalse(model.with_user(self.manager).has_access("write"))

    def test_other_company_stays_closed(self):
        other = self._create_company("Other")
        client = self._create_client("theirs", company_id=other.id)
        self._create_order(client, "2025-06-10", 5, company_id=other.id)
        self._run_on("2025-07-01", company=other)
        for model in (self.Trend, self.Rfm, self.Month):
            self.assertTrue(model.sudo().search([("company_id", "=", other.id)]))
            self.assertFalse(
                model.with_user(self.manager).search([("company_id", "=", other.id)])
            )
