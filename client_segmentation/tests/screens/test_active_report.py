import unittest
from datetime import datetime

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user, tagged

from ..common import SegmentationCommon

ALL_LEADS = "sales_team.group_sale_salesman_all_leads"
SUMS = ["assigned_count:sum", "active_count:sum", "lapsed_count:sum"]
RATES = ["rate:avg", "target:avg", "gap:avg"]


class ActiveClientsCommon(SegmentationCommon):
    """As of 15 July 2025, 90 days: active from 16 April 2025 on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.segment_policy_id.active_target = 60
        cls.head = cls._create_user(ALL_LEADS)
        cls.colleague = new_test_user(
            cls.env,
            login="segment-colleague",
            groups="sales_team.group_sale_salesman",
            company_id=cls.company.id,
            company_ids=cls.company.ids,
        )
        cls.own = cls.env["res.partner"]
        for name, user, day in (
            ("edge", cls.salesman, "2025-04-16"),
            ("late", cls.salesman, "2025-04-15"),
            ("never", cls.salesman, None),
            ("recent", cls.salesman, "2025-07-15"),
            ("theirs", cls.colleague, "2025-07-01"),
            ("nobody's", cls.env["res.users"], "2025-07-02"),
        ):
            client = cls._create_client(name, user_id=user.id)
            if day:
                cls._create_order(client, day, 100)
            if user == cls.salesman:
                cls.own += client
        cls.partner.active = False
        cls._recompute()


@tagged("post_install", "-at_install")
class TestActiveReport(ActiveClientsCommon):
    def _read(self, user, *groupby):
        Report = self.env["client.segment.active.report"].with_user(user)
        return Report._read_group([], groupby, [*SUMS, *RATES])

    def test_salesperson_sees_own_rate(self):
        # edge and recent of 4: 50 %, 10 points short of 60 %
        self.assertEqual(self._read(self.salesman), [(4, 2, 1, 50, 60, -10)])

    def test_salesperson_sees_own_clients_only(self):
        Report = self.env["client.segment.active.report"].with_user(self.salesman)
        self.assertEqual(Report.search([]).partner_id, self.own)
        foreign = self.env["client.segment.active.report"].search(
            [("user_id", "=", self.colleague.id)]
        )
        with self.assertRaises(AccessError):
            foreign.with_user(self.salesman).read(["rate"])

    def test_head_sees_everybody(self):
        nobody = self.env["res.users"]
        self.assertCountEqual(
            self._read(self.head, "user_id"),
            [
                (self.salesman, 4, 2, 1, 50, 60, -10),
                (self.colleague, 1, 1, 0, 100, 60, 40),
                # Without a salesperson no rate
                (nobody, 0, 1, 0, False, False, False),
            ],
        )
        # 3 of 5 assigned
        self.assertEqual(self._read(self.head), [(5, 4, 1, 60, 60, 0)])

    def test_archived_client_leaves_at_once(self):
        self.own[0].active = False
        self.assertEqual(self._read(self.salesman)[0][:2], (3, 1))

    def test_reassigned_client_moves_at_once(self):
        self.own[0].user_id = self.colleague
        self.assertEqual(self._read(self.salesman)[0][:2], (3, 1))
        self.assertEqual(self._read(self.colleague)[0][:2], (2, 2))

    def test_click_opens_client(self):
        Report = self.env["client.segment.active.report"].with_user(self.salesman)
        row = Report.search([("partner_id", "=", self.own[0].id)])
        action = row.action_open_client()
        self.assertEqual(action["res_model"], "res.partner")
        self.assertEqual(action["res_id"], self.own[0].id)

    def test_other_company_stays_closed(self):
        other = self._create_company("Other", active_target=10)
        shared = self._create_client(
            "shared", company_id=False, user_id=self.salesman.id
        )
        self._create_order(shared, "2025-07-01", 50, company_id=other.id)
        self._recompute(company=other)
        self.env.flush_all()
        self.assertEqual(self._read(self.salesman), [(4, 2, 1, 50, 60, -10)])
        both = self.env["client.segment.active.report"]
        both = both.with_context(allowed_company_ids=(self.company + other).ids)
        row = both.search([("partner_id", "=", shared.id)])
        self.assertEqual(row.company_id, other)
        self.assertEqual((row.rate, row.target, row.gap), (100, 10, 90))
        with self.assertRaises(AccessError):
            row.with_user(self.salesman).read(["rate"])

    def test_marketing_has_no_access(self):
        marketing = new_test_user(
            self.env, login="marketing", groups="mass_mailing.group_mass_mailing_user"
        )
        with self.assertRaises(AccessError):
            self._read(marketing)

    def test_rate_of_a_goal(self):
        Report = self.env["client.segment.active.report"]
        self.assertEqual(Report.get_active_rate(self.salesman.id), 50)
        self.assertEqual(Report.get_active_rate(self.env.uid), 0)


@tagged("post_install", "-at_install", "with_gamification")
class TestActiveGoals(ActiveClientsCommon):
    """The active client base as goals of salespeople."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if "gamification.goal" not in cls.env:
            raise unittest.SkipTest("Gamification is not installed")
        cls._load_definitions()

    @classmethod
    def _load_definitions(cls):
        """As the installation and each update do."""
        cls.env["client.segment.active.report"]._load_goal_definitions()

    def _get_definition(self, name):
        return self.env.ref(f"client_segmentation.goal_definition_{name}")

    def _create_goal(self, definition, user):
        goal = self.env["gamification.goal"].create(
            {
                "definition_id": definition.id,
                "user_id": user.id,
                "target_goal": 60,
                "state": "inprogress",
            }
        )
        goal.update_goal()
        return goal

    def test_rate_and_number(self):
        # Of the salesman's 4 clients edge and recent are active, of the colleague's 1
        # the only one.
        for name, user, expected in (
            ("active_rate", self.salesman, 50),
            ("active_clients", self.salesman, 2),
            ("active_rate", self.colleague, 100),
            ("active_clients", self.colleague, 1),
        ):
            goal = self._create_goal(self._get_definition(name), user)
            self.assertEqual(goal.current, expected, (name, user.login))

    def test_goal_follows_the_next_run(self):
        goal = self._create_goal(self._get_definition("active_rate"), self.salesman)
        self._create_order(self.own[2], "2025-07-10", 100)
        self._recompute()
        goal.update_goal()
        # "never" has bought: 3 of 4
        self.assertEqual((goal.current, goal.state), (75, "reached"))

    def test_come_with_gamification_installed_later(self):
        self._get_definition("active_rate").unlink()
        self._get_definition("active_clients").unlink()
        modules = self.env["ir.module.module"].search([("state", "=", "installed")])
        gamification = modules.filtered(lambda module: module.name == "gamification")
        # What Odoo writes when it has loaded a module
        (modules - gamification)[0].write({"state": "installed"})
        name = "client_segmentation.goal_definition_active_rate"
        self.assertFalse(self.env.ref(name, raise_if_not_found=False))
        gamification.write({"state": "installed"})
        self.assertTrue(self._get_definition("active_rate"))
        self.assertTrue(self._get_definition("active_clients"))

    def test_loaded_again_they_stay_as_people_made_them(self):
        definition = self._get_definition("active_rate")
        definition.name = "Our base"
        self._load_definitions()
        self.assertEqual(self._get_definition("active_rate"), definition)
        self.assertEqual(definition.name, "Our base")


@tagged("post_install", "-at_install")
class TestActiveDigest(ActiveClientsCommon):
    def _count(self, moment):
        return self.company.with_user(self.head)._count_active_segment_clients(moment)

    def test_count_as_of(self):
        # nobody's, theirs, edge, recent; late ended the day before
        self.assertEqual(self._count(datetime(2025, 7, 15, 18)), 4)
        # recent has not bought yet (at noon)
        self.assertEqual(self._count(datetime(2025, 7, 15, 11)), 3)
        # late is still active, recent not yet
        self.assertEqual(self._count(datetime(2025, 7, 14, 18)), 4)
        self.assertEqual(self._count(datetime(2025, 4, 15, 18)), 1)
        self.assertEqual(self._count(datetime(2025, 4, 14, 18)), 0)

    def test_count_agrees_with_run(self):
        self._assert_agrees_with_run(4)

    def _assert_agrees_with_run(self, expected):
        self._recompute()
        active = self.env["client.segment"].search_count(
            [("company_id", "=", self.company.id), ("is_active", "=", True)]
        )
        self.assertEqual(active, expected)
        self.assertEqual(self._count(datetime(2025, 7, 15, 23, 59)), expected)

    @property
    def late(self):
        return self.own.filtered(lambda client: client.name == "late")

    def _create_contact(self, client, **values):
        contact = self.env["res.partner"].create(
            {"name": "contact", "parent_id": client.id, **values}
        )
        self._set_known_since(contact, "2010-01-15")
        return contact

    def test_contacts_are_one_client(self):
        # nobody's, theirs, edge, recent; late, by both of its contacts
        for _number in range(2):
            self._create_order(self._create_contact(self.late), "2025-07-01", 10)
        self._assert_agrees_with_run(5)

    def test_orders_of_an_archived_contact_count(self):
        contact = self._create_contact(self.late)
        self._create_order(contact, "2025-07-01", 10)
        contact.active = False
        self._assert_agrees_with_run(5)

    def test_archived_client_takes_its_contacts_along(self):
        self._create_order(self._create_contact(self.late), "2025-07-01", 10)
        self.late.active = False
        self._assert_agrees_with_run(4)

    def test_contact_of_a_sister_company_is_no_client(self):
        sister = self._create_company("Sister").partner_id
        self._create_order(self._create_contact(sister), "2025-07-01", 10)
        self._create_order(sister, "2025-07-01", 10)
        self._assert_agrees_with_run(4)

    def test_day_begins_in_the_company(self):
        self.company.resource_calendar_id.tz = "Asia/Vladivostok"
        # 16 July there already: active from 17 April on
        self.assertEqual(self._count(datetime(2025, 7, 15, 15)), 3)

    def test_invoices(self):
        self.company.segment_policy_id.source = "invoice"
        self.assertEqual(self._count(datetime(2025, 7, 15, 18)), 0)

    def test_one_query(self):
        company = self.company.with_user(self.head)
        company._count_active_segment_clients(datetime(2025, 7, 15))
        # With the last run, the one in another currency, stages, rules of RFM, whether
        # purchases were imported, and gift cards and wallets where they are
        with self.assertQueryCount(7):
            company._count_active_segment_clients(datetime(2025, 7, 14))

    @freeze_time("2025-07-15 18:00:00")
    def test_digest(self):
        digest = self.env["digest.digest"].create(
            {"name": "Sales", "kpi_segment_active_clients": True}
        )
        [kpi] = digest._compute_kpis(self.company, self.head)
        self.assertEqual(kpi["kpi_name"], "kpi_segment_active_clients")
        self.assertIn("client_segment_active_report_action", kpi["kpi_action"])
        # 15 July: 4; 14 July: 4; 8 July: edge, late, theirs, nobody's;
        # 15 June: edge and late; 15 May: edge and late
        values = [kpi[f"kpi_col{column}"]["value"] for column in (1, 2, 3)]
        margins = [kpi[f"kpi_col{column}"]["margin"] for column in (1, 2, 3)]
        self.assertEqual(values, [4, 4, 4])
        self.assertEqual(margins, [0, 0, 100])

    def test_digest_skips_who_may_not(self):
        digest = self.env["digest.digest"].create(
            {"name": "Sales", "kpi_segment_active_clients": True}
        )
        self.assertEqual(digest._compute_kpis(self.company, self.salesman), [])

    def test_digest_of_foreign_company(self):
        digest = self.env["digest.digest"].create(
            {
                "name": "Sales",
                "company_id": self._create_company("Other").id,
                "kpi_segment_active_clients": True,
            }
        )
        self.assertEqual(digest._compute_kpis(self.company, self.head), [])
