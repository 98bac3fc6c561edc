from datetime import date, timedelta

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ...arithmetic.people import coverage
from ..dossier.common_contents import ContentsCommon


@tagged("post_install", "-at_install")
class TestCoverage(ContentsCommon):
    """Intervals: decision maker 30 days, user 90, unless the person has its own."""

    def _log(self, person, days_ago, outcome="neutral"):
        return self._add(
            "key.account.contact",
            person_id=person.partner_id.id,
            date=self.today - timedelta(days=days_ago),
            outcome=outcome,
        )

    def test_interval_by_role_or_own(self):
        person = self._add_person(role="decider")
        self.assertEqual(person.contact_interval, 30)
        person.role = "user"
        self.assertEqual(person.contact_interval, 90)
        person.own_interval = 7
        self.assertEqual(person.contact_interval, 7)
        person.write({"own_interval": 0, "role": False})
        self.assertEqual(person.contact_interval, 90)

    def test_last_contact_of_each_person(self):
        decider = self._add_person(role="decider")
        user = self._add_person(self.board, role="user")
        self._log(decider, 50)
        last = self._log(decider, 31, "positive")
        self._log(user, 89)
        self.assertEqual(decider.last_contact_id, last)
        self.assertEqual(decider.last_contact_user_id, self.owner)
        self.assertEqual(decider.last_contact_outcome, "positive")
        # 31 days ago + 30 = yesterday; 89 days ago + 90 = tomorrow
        self.assertEqual(decider.contact_due_date, self.today - timedelta(days=1))
        self.assertEqual(user.contact_due_date, self.today + timedelta(days=1))
        self.assertTrue(decider.is_untouched)
        self.assertFalse(user.is_untouched)
        # one of two
        self.assertEqual(
            (self.mine.untouched_count, self.mine.people_coverage), (1, 50)
        )
        people = self.env["key.account.stakeholder"].with_user(self.owner)
        self.assertEqual(people.search([("is_untouched", "=", True)]), decider)
        self.assertNotIn(decider, people.search([("is_untouched", "=", False)]))
        last.withdrawn_reason = "by mistake"
        last.action_withdraw()
        # 50 days ago + 30
        self.assertEqual(decider.contact_due_date, self.today - timedelta(days=20))

    def test_never_contacted_counts_from_the_day_it_was_entered(self):
        person = self._add_person(role="decider")
        self.assertEqual(person.contact_due_date, self.today + timedelta(days=30))
        self.assertFalse(person.last_contact_id)

    def test_colleague_learns_nothing(self):
        person = self._add_person(role="decider")
        self._log(person, 40)
        theirs = person.with_user(self.colleague)
        with self.assertRaises(AccessError):
            theirs.read(["is_untouched", "contact_due_date"])
        self.assertFalse(theirs.search([("is_untouched", "=", True)]))
        form = theirs.new({"partner_id": self.buyer.id}, origin=person)
        self.assertFalse(form.contact_due_date)
        self.assertFalse(form.last_contact_id)

    def test_adviser_from_outside(self):
        adviser = self.env["res.partner"].create({"name": "Ada Adviser"})
        person = self._add_person(adviser, is_external=True, role="adviser")
        self.assertFalse(person.is_former)
        with self.assertRaisesRegex(ValidationError, "From Outside"):
            person.is_external = False

    def test_person_of_an_affiliate(self):
        affiliate = self.env["res.partner"].create(
            {"name": "Quicksilver South", "is_company": True}
        )
        worker = self.env["res.partner"].create(
            {"name": "Sam South", "parent_id": affiliate.id}
        )
        with self.assertRaises(ValidationError):
            self._add_person(worker)
        self.mine.affiliate_ids = affiliate
        person = self._add_person(worker, own_interval=1)
        self.assertFalse(person.is_former)
        self._log(person, 2)
        self.assertIn(person, person.search([("is_untouched", "=", True)]))
        self.mine.affiliate_ids = False
        self.assertTrue(person.is_former)
        self.assertNotIn(person, person.search([("is_untouched", "=", True)]))


@tagged("post_install", "-at_install")
class TestReason(ContentsCommon):
    def test_reasons(self):
        day = date(2026, 3, 10)
        calm = coverage.Watched(False, date(2026, 3, 10), None, date(2026, 2, 8))
        late = calm._replace(due=date(2026, 3, 9))
        angry = calm._replace(answer=(7, date(2026, 3, 1)))
        cases = [
            (calm, False, None),
            (late, False, "untouched:2026-03-09"),
            (late, True, None),
            (angry, False, "detractor:7"),
            (angry._replace(last_contact=date(2026, 3, 1)), False, None),
            (angry._replace(has_left=True), True, "left"),
        ]
        for watched, is_paused, expected in cases:
            with self.subTest(watched=watched, is_paused=is_paused):
                self.assertEqual(coverage.get_reason(watched, day, is_paused), expected)

    def test_share(self):
        self.assertEqual(coverage.get_coverage(1, 4), 75)
        self.assertIsNone(coverage.get_coverage(0, 0))
