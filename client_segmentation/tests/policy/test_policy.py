from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestPolicy(SegmentationCommon):
    """One record per company holds what it sets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.company.segment_policy_id

    def test_each_company_has_one(self):
        companies = self.env["res.company"].search([])
        self.assertEqual(companies.segment_policy_id.company_id, companies)
        self.assertEqual(self.policy.company_id, self.company)

    def test_only_one(self):
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.policy.create({"company_id": self.company.id})

    def test_found_in_one_query_with_all_that_is_set(self):
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            policy = self.company.segment_policy_id
            self.assertEqual((policy.source, policy.abc_threshold_a), ("order", 80))
            self.assertTrue(policy.use_playbooks)

    def test_search_by_policy(self):
        found = self.env["res.company"].search(
            [("segment_policy_id.horizon_months", "=", 12)]
        )
        self.assertIn(self.company, found)

    def test_gone_with_its_company(self):
        company = self.env["res.company"].create({"name": "Short-lived"})
        policy = company.segment_policy_id
        company.unlink()
        self.assertFalse(policy.exists())

    def test_who_reads_and_who_writes(self):
        other = self._create_company("Other").segment_policy_id
        clerk = self._create_user("base.group_user")
        for user, may_write in (
            (clerk, False),
            (self.salesman, False),
            (self.manager, True),
            (self._create_user("base.group_system"), True),
        ):
            policy = self.policy.with_user(user)
            self.assertEqual(policy.source, "order")
            self.assertEqual(policy.has_access("write"), may_write, user.login)
            self.assertFalse(policy.has_access("unlink"))
            self.assertFalse(policy.has_access("create"))
            with self.assertRaises(AccessError):
                other.with_user(user).mapped("source")

    def test_changes_are_logged(self):
        policy = self.policy.with_user(self.manager)
        self.env.flush_all()
        self.cr.precommit.run()
        policy.with_context(tracking_disable=False, mail_notrack=False).write(
            {"abc_threshold_a": 70, "use_rfm": False, "sales_head_id": self.manager.id}
        )
        self.env.flush_all()
        self.cr.precommit.run()
        message = self.policy.message_ids[0]
        self.assertEqual(message.author_id, self.manager.partner_id)
        logged = {
            value.field_id.name: (value.old_value_float, value.new_value_float)
            for value in message.sudo().tracking_value_ids
        }
        self.assertEqual(logged.keys(), {"abc_threshold_a", "use_rfm", "sales_head_id"})
        self.assertEqual(logged["abc_threshold_a"], (80, 70))

    def test_opened_for_the_current_company(self):
        action = self.policy.with_user(self.manager).browse().action_open()
        self.assertEqual(action["res_id"], self.policy.id)
