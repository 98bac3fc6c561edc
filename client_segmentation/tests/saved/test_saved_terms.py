from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_saved import SavedCommon


@tagged("post_install", "-at_install")
class TestSavedTerms(SavedCommon):
    """Terms that are proposed for who enters a saved segment."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["client.segment.terms"].search([]).action_archive()
        cls.company.segment_policy_id.use_terms = True
        cls.clients = cls.one + cls.two + cls.three
        Terms = cls.env["client.segment.terms"]
        cls.terms, cls.for_all = Terms.create(
            [
                {
                    "name": "Welcome back",
                    "company_id": cls.company.id,
                    "is_on_entry": True,
                    "delivery_days": 2,
                },
                {
                    "name": "Everybody",
                    "company_id": cls.company.id,
                    "delivery_days": 9,
                    "is_discount_limited": True,
                    "discount_limit": 5,
                },
            ]
        )

    def _save_with_terms(self):
        self.one.ref = "in"
        with freeze_time("2025-07-01 09:00:00"):
            return self._save(entry_terms_id=self.terms.id)

    def _propose_on(self, day, clients):
        """The jobs as they run after the run of a day; return the open proposals."""
        self.clients.ref = False
        clients.ref = "in"
        self._run_on(day)
        with freeze_time(f"{day} 10:00:00"), self._commits_allowed() as company:
            company.env["client.saved.segment"]._cron_count()
            company.env["client.segment.run"]._cron_propose_terms()
            company.env.flush_all()
        self.env.invalidate_all()
        proposals = self.env["client.segment.terms.proposal"].search(
            [("company_id", "=", self.company.id), ("state", "=", "open")]
        )
        return {
            (p.partner_id.name, p.term): (p.proposed_value, p.terms_id.name)
            for p in proposals
            if p.partner_id in self.clients
        }

    def _of_all(self, names):
        limits = {(name, "discount_limit"): ("5.00", "Everybody") for name in (names)}
        days = {(name, "delivery_days"): ("9", "Everybody") for name in names}
        return limits | days

    def test_on_entry(self):
        """Who was in from the beginning has not entered; the others get these terms
        first, and what they leave open from the next rule."""
        self._save_with_terms()
        everybody = self._of_all(("one", "two", "three"))
        self.assertEqual(self._propose_on("2025-07-01", self.one), everybody)
        entered = {("two", "delivery_days"): ("2", "Welcome back")}
        self.assertEqual(
            self._propose_on("2025-07-02", self.one + self.two), everybody | entered
        )
        # The next day it is still in, and the day after it has gone.
        self.assertEqual(
            self._propose_on("2025-07-03", self.one + self.two), everybody | entered
        )
        self.assertEqual(self._propose_on("2025-07-04", self.one), everybody)

    def test_applied_is_taken_back_on_exit(self):
        self.for_all.action_archive()
        self._save_with_terms()
        found = self._propose_on("2025-07-02", self.one + self.two)
        self.assertEqual(found, {("two", "delivery_days"): ("2", "Welcome back")})
        self.env["client.segment.terms.proposal"].with_user(self.manager).search(
            [("company_id", "=", self.company.id), ("state", "=", "open")]
        ).action_apply()
        self.assertEqual(self.two.client_delivery_days, 2)
        self.assertFalse(self._propose_on("2025-07-03", self.one + self.two))
        gone = self._propose_on("2025-07-04", self.one)
        self.assertEqual(gone, {("two", "delivery_days"): (False, False)})

    def test_no_conditions_are_none_for_all(self):
        self.for_all.action_archive()
        self.assertFalse(self._propose_on("2025-07-02", self.clients))
        self.assertEqual(self.terms.client_count, 0)
        self.assertEqual(self.terms.condition_text, "On entry into a saved segment")
        rules = self.env["client.segment.terms"]._get_rules_in_force(self.company)
        self.assertFalse(rules)

    def test_it_stands_in_the_way_of_no_rule(self):
        """A rule for all clients that gives the same is not shadowed by it."""
        self.terms.sequence = 1
        self.assertFalse(self.for_all.lint_message)

    def test_archived_segments_name_nothing(self):
        segment = self._save_with_terms()
        self._propose_on("2025-07-02", self.one + self.two)
        segment.action_archive()
        everybody = self._of_all(("one", "two", "three"))
        found = self._propose_on("2025-07-03", self.one + self.two)
        self.assertEqual(found, everybody)

    def test_only_heads_of_sales_name_terms(self):
        segment = self._save(user=self.salesman)
        with self.assertRaises(AccessError):
            segment.with_user(self.salesman).entry_terms_id = self.terms
        segment.with_user(self.manager).entry_terms_id = self.terms
