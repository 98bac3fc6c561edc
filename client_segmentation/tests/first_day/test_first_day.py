from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from ..common import SegmentationCommon
from .common_first_day import FirstDayHistory

SCRIPT = "client_segmentation/migrations/19.0.1.4.0/post-first_day.py"


class FirstDayCommon(FirstDayHistory, SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.company.segment_policy_id
        cls.policy.is_first_day_over = False
        cls.admin = cls._create_user("base.group_system", login="first-day-admin")

    def _page(self, user=None):
        return self.env["client.first.day"].with_user(user or self.manager)

    def _count(self, **domain):
        return self.env["client.segment"].search_count(
            [("company_id", "=", self.company.id)]
            + [(name, "=", value) for name, value in domain.items()]
        )


@tagged("post_install", "-at_install")
class TestFirstDay(FirstDayCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._plant_history()

    def test_what_is_found(self):
        found = self._page().get_page()["found"]
        [orders] = found["sources"]
        self.assertEqual((orders["key"], orders["count"]), ("order", 259))
        self.assertEqual(orders["clients"], 40)
        self.assertEqual(orders["first"], str(self._ago_months(12)))
        self.assertEqual(orders["last"], str(self._ago_months(1)))
        self.assertEqual(found["currencies"], [self.company.currency_id.name])
        self.assertEqual((found["returns"], found["other_companies"]), (0, []))

    def test_proposals_by_hand(self):
        page = self._page().get_page()
        values = page["values"]
        # By quarter: 14 do not vary. Of the thirteen, with 100, 50, 100, 50 or the
        # other way round, the coefficient is 1/3; of those who bought once, root 3.
        # By month they are 0, 1 and root 11: 10 and 100 %, as good, but months come
        # second.
        names = ("period", "xyz_mode", "xyz_threshold_x", "xyz_threshold_y")
        self.assertEqual(
            [values[name] for name in names], ["quarter", "threshold", 10, 35]
        )
        # The year: 14 * 1200 + 13 * 300 + 13 * 400 = 25,900. 1200 are 4.63 %, 400
        # 1.54 % and 300 1.15 %. The first fourteen are more than one in five.
        self.assertEqual(values["tier_gold"], 4)
        self.assertEqual(values["key_share"], 4)
        # Of those with an interval fourteen have one of a month, thirteen of two: the
        # median is 31 days, and slow ones have 61 or 62. Three times, and one and a
        # half times that is a quarter; twice a quarter are six months.
        names = ("active_days", "state_new_days", "hot_months")
        self.assertEqual([values[name] for name in names], [90, 90, 6])
        self.assertEqual((values["source"], values["measure"]), ("order", "revenue"))
        self.assertEqual(values["horizon_months"], 12)
        self.assertEqual(page["current"]["tier_gold"], 5, "nothing is stored")
        self.assertEqual(self.policy.tier_gold, 5)

    def test_preview_names_the_largest(self):
        values = self._page().get_page()["values"]
        preview = self._page().get_preview({**values, "use_xyz": True})
        axes = {axis["axis"]: axis["classes"] for axis in preview["axes"]}
        counts = {known["value"]: known["after"] for known in axes["xyz"]}
        self.assertEqual([counts[name] for name in "xyz"], [14, 13, 13])
        gold = next(known for known in axes["tier"] if known["value"] == "gold")
        self.assertEqual((gold["before"], gold["after"]), (0, 14))
        self.assertEqual(gold["examples"], self.steady[:3].mapped("name"))

    def test_start(self):
        with self._commits_allowed() as company:
            page = company.env["client.first.day"].with_user(self.manager)
            values = page.get_page()["values"]
            result = page.start({**values, "use_xyz": True})
            self.assertTrue(result["is_done"], result)
            self.assertEqual(company.segment_policy_id.tier_gold, 4)
            segments = company.env["client.segment"].search(
                [("company_id", "=", company.id), ("tier", "=", "gold")]
            )
            self.assertEqual(set(segments.partner_id.ids), set(self.steady.ids))
            self.assertTrue(page.get_page()["is_begun"])

    def test_counts_of_steps_are_those_of_their_lists(self):
        self._recompute(self.company._get_segment_today())
        steps = self._page()._find_steps()
        self.assertTrue(1 <= len(steps) <= 3)
        Partner = self.env["res.partner"].with_user(self.manager)
        action = self.env.ref("client_segmentation.client_segment_partner_action")
        base = [("parent_id", "=", False)]
        self.assertIn("is_company", action.domain)
        for step in steps:
            self.assertEqual(
                step["count"], Partner.search_count(step["domain"] + base), step
            )
        nobody = next(step for step in steps if step["key"] == "nobody")
        # A are those until 80 % of 25,900: 14 * 1200, then 400 each
        self.assertEqual(nobody["count"], self._count(abc="a"))

    def test_a_database_in_use_keeps_its_axes(self):
        self.policy.use_xyz = True
        self._recompute(self.company._get_segment_today())
        # Nothing separates: all of them buy alike
        self.half.active = self.rare.active = False
        page = self._page().get_page()
        self.assertTrue(page["is_begun"])
        self.assertTrue(page["values"]["use_xyz"])
        for axis in page["axes"]:
            self.assertEqual(
                page["values"][axis["name"]], page["current"][axis["name"]]
            )

    def test_wrong_settings(self):
        page = self._page()
        with self.assertRaisesRegex(UserError, "day_limit"):
            page.start({"day_limit": 5})
        with self.assertRaises(UserError):
            page.start({"no_such_setting": 5})
        with self.assertRaises(UserError):
            page.start(["tier_gold"])
        with self.assertRaises(ValidationError):
            page.start({"tier_gold": 1, "tier_silver": 2})
        self.assertEqual(self.policy.tier_gold, 5)


@tagged("post_install", "-at_install")
class TestFirstDayDoors(FirstDayCommon):
    def test_salesperson_is_refused(self):
        page = self._page(self.salesman)
        for call in (
            page.get_page,
            lambda: page.get_preview({}),
            lambda: page.start({}),
            lambda: page.name_head_of_sales(self.salesman.id),
        ):
            with self.assertRaises(AccessError):
                call()
        self.assertFalse(self.salesman.has_group("sales_team.group_sale_manager"))

    def test_head_of_sales_names_nobody(self):
        with self.assertRaises(AccessError):
            self._page().name_head_of_sales(self.salesman.id)

    def test_administrator_sees_no_money_and_names_a_head(self):
        client = self._create_client("Secret client")
        self._create_order(client, self._yesterday(), 1234)
        page = self._page(self.admin).get_page()
        self.assertEqual(page["found"]["sources"][0]["count"], 1)
        self.assertNotIn("rows", page)
        self.assertNotIn("Secret", str(page))
        for call in (
            lambda: self._page(self.admin).get_preview({}),
            lambda: self._page(self.admin).start({}),
        ):
            with self.assertRaises(AccessError):
                call()
        heads = self._page(self.admin).name_head_of_sales(self.salesman.id)
        self.assertIn(self.salesman.name, heads)
        self.assertTrue(self.salesman.has_group("sales_team.group_sale_manager"))

    def test_nobody_from_outside_becomes_head(self):
        portal = self._create_user("base.group_portal", login="first-day-portal")
        for user_id in (portal.id, 10**9, False):
            with self.assertRaises(UserError):
                self._page(self.admin).name_head_of_sales(user_id)
        with self.assertRaises(UserError):
            self._page(self.admin).name_head_of_sales("nobody")

    def test_empty_company_says_what_is_missing(self):
        client = self._create_client("Somebody")
        self._create_order(client, self._yesterday(), 100, state="draft")
        page = self._page().get_page()
        self.assertEqual(page["found"]["sources"], [])
        self.assertEqual(page["found"]["quotations"], 1)
        self.assertNotIn("rows", page)

    def _shows_card(self, user):
        """In lists and the matrix as on My Day."""
        freshness = self.env["client.segment.run"].with_user(user).get_freshness()
        day = self.env["client.day"].with_user(user).get_day()
        self.assertEqual(freshness["is_first_day"], day["is_first_day"])
        return day["is_first_day"]

    def test_card_until_somebody_has_begun(self):
        self.assertTrue(self._shows_card(self.manager))
        self.assertFalse(self._shows_card(self.salesman))
        # The nightly run knows nothing of limits that fit.
        self._create_order(self._create_client("Buyer"), self._ago_months(2), 100)
        self._recompute(self.company._get_segment_today())
        self.assertTrue(self._page().get_page()["is_begun"])
        self.assertTrue(self._shows_card(self.manager))
        with self._commits_allowed() as company:
            company.env["client.first.day"].with_user(self.manager).start({})
        self.env.invalidate_all()
        self.assertFalse(self._shows_card(self.manager))

    def test_card_until_dismissed(self):
        with self.assertRaises(AccessError):
            self._page(self.salesman).dismiss()
        self.assertTrue(self._shows_card(self.manager))
        self._page(self.admin).dismiss()
        self.assertFalse(self._shows_card(self.manager))
        # The page is there for who opens it from the policy.
        self.assertFalse(self._page().get_page()["is_begun"])
        other = self._create_company("Not dismissed")
        self.assertFalse(
            other.segment_policy_id.copy_data()[0].get("is_first_day_over")
        )

    def test_upgrade_of_a_database_in_use(self):
        """Where a run has found buyers nobody is led anywhere; elsewhere, as before."""
        other = self._create_company("Nobody bought")
        other.segment_policy_id.is_first_day_over = False
        self._create_order(self._create_client("Buyer"), self._ago_months(2), 100)
        for company in (self.company, other):
            self._recompute(company._get_segment_today(), company)
        self.env.flush_all()
        script = load_script(file_path(SCRIPT), "first_day")
        script.migrate(self.env.cr, None)
        self.env.invalidate_all()
        self.assertFalse(self.policy.is_first_day_over)
        script.migrate(self.env.cr, "19.0.1.3.0")
        self.env.invalidate_all()
        self.assertTrue(self.policy.is_first_day_over)
        self.assertFalse(other.segment_policy_id.is_first_day_over)

    def test_companies_have_a_page_each(self):
        other = self._create_company("Other first day")
        self.manager.company_ids += other
        self._create_order(self._create_client("Buyer"), self._ago_months(2), 100)
        self._recompute(self.company._get_segment_today())
        page = self._page().with_context(allowed_company_ids=other.ids)
        self.assertEqual(page.get_page()["found"]["sources"], [])
        self.assertFalse(page.get_page()["is_begun"])
        self.assertEqual(
            page.get_page()["found"]["other_companies"], [self.company.display_name]
        )
        self.assertTrue(self._page().get_page()["is_begun"])
