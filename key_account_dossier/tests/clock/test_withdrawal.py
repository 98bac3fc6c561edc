from datetime import date, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import DossierCommon
from ..secrecy.test_access import RULE_LOGGERS


@tagged("post_install", "-at_install")
class TestWithdrawal(DossierCommon):
    """What the supervisor relies on does not vanish."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss.notification_type = "inbox"
        cls.env.flush_all()
        cls.negative = (
            cls.env["key.account.contact"]
            .with_user(cls.owner)
            .create(
                {
                    "dossier_id": cls.dossier.id,
                    "outcome": "negative",
                    "date": cls.today,
                    "note": "They were angry",
                }
            )
        )
        cls.mine = cls.dossier.with_user(cls.owner)
        cls.seen = cls.dossier.with_user(cls.boss)

    def _changes(self, kind="contact"):
        self.env.flush_all()
        lines = self.seen.change_ids.filtered(lambda line: line.kind == kind)
        return [(line.old_name, line.new_name, line.user_id) for line in lines]

    def _news(self):
        """What the supervisor found in the inbox about the contact log."""
        messages = self.env["mail.message"].search(
            [
                ("model", "=", "key.account.dossier"),
                ("res_id", "=", self.dossier.id),
                ("notified_partner_ids", "in", self.boss.partner_id.ids),
                ("body", "ilike", "changed the contact log"),
            ]
        )
        return messages

    def test_negative_contact_is_not_deleted(self):
        pause = self.mine.pause_until
        self.assertEqual(pause, self.today + timedelta(days=14))
        for delete in (
            self.negative.unlink,
            lambda: self.mine.write(
                {"contact_ids": [Command.delete(self.negative.id)]}
            ),
            lambda: self.mine.write(
                {"contact_ids": [Command.unlink(self.negative.id)]}
            ),
            lambda: self.mine.write({"contact_ids": [Command.clear()]}),
            self.negative.with_user(self.boss).unlink,
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                delete()
        self.assertTrue(self.negative.exists())
        self.assertEqual(self.mine.pause_until, pause)

    def test_withdrawing(self):
        self.negative.withdrawn_reason = "Meant for another client"
        self.negative.action_withdraw()
        contact = self.negative.with_user(self.boss)
        self.assertIn(contact, self.seen.contact_ids)
        self.assertTrue(contact.withdrawn_date)
        self.assertEqual(contact.withdrawn_by_id, self.owner)
        self.assertEqual(contact.withdrawn_reason, "Meant for another client")
        self.assertEqual(contact.note, "They were angry")
        # The pause is over, and the positive contact of yesterday counts again.
        self.assertFalse(self.seen.pause_until)
        self.assertEqual(self.seen.last_contact_date, self.today - timedelta(days=1))
        [(before, after, user)] = self._changes()
        self.assertIn("Negative", before)
        self.assertIn("Meant for another client", after)
        self.assertEqual(user, self.owner)
        self.assertTrue(self._news())
        self.assertFalse(self._news().author_id & self.owner.partner_id)

    def test_a_reason_is_needed(self):
        for reason in (False, "", "  "):
            self.negative.withdrawn_reason = reason
            with self.assertRaises(UserError):
                self.negative.action_withdraw()
        self.assertTrue(self.mine.pause_until)

    def test_nobody_types_it_in(self):
        values = {"withdrawn_date": "2026-01-01", "withdrawn_by_id": self.boss.id}
        self.negative.write(values)
        self.assertFalse(self.negative.withdrawn_date)
        defaults = {f"default_{name}": value for name, value in values.items()}
        contact = self.negative.with_context(**defaults).create(
            {"dossier_id": self.dossier.id, "outcome": "neutral", **values}
        )
        self.assertFalse(contact.withdrawn_date or contact.withdrawn_by_id)

    def test_withdrawn_stays_as_it_is(self):
        self.negative.withdrawn_reason = "Wrong client"
        self.negative.action_withdraw()
        for change in (
            lambda: self.negative.write({"outcome": "positive"}),
            lambda: self.negative.write({"withdrawn_reason": "x"}),
            self.negative.unlink,
            self.negative.action_withdraw,
        ):
            with self.assertRaises(UserError):
                change()

    @mute_logger(*RULE_LOGGERS)
    def test_others_withdraw_nothing(self):
        self.negative.withdrawn_reason = "Wrong client"
        for name in ("colleague", "grand", "settings_admin", "salesperson_only"):
            contact = self.negative.with_user(self.outsiders[name])
            for call in (contact.action_withdraw, contact.action_ask_to_withdraw):
                with self.assertRaises(AccessError):
                    call()

    def test_rewriting_leaves_a_trace(self):
        day = self.today - timedelta(days=3)
        self.negative.outcome = "positive"
        self.negative.date = day
        self.assertFalse(self.mine.pause_until)
        changes = self._changes()
        self.assertEqual(len(changes), 2)
        self.assertTrue(all(user == self.owner for *_texts, user in changes))
        self.assertIn("Negative", str(changes))
        self.assertIn("Positive", str(changes))
        self.assertTrue(self._news())

    def test_moving_to_another_dossier_leaves_a_trace(self):
        client = self.client_partner.copy({"name": "Second client"})
        other = self._new_dossier(self.owner, partner_id=client.id)
        self.negative.dossier_id = other
        self.assertEqual(len(self._changes()), 1)
        self.env.flush_all()
        self.assertEqual(len(other.change_ids), 1)

    def test_deleting_other_contacts_leaves_a_trace(self):
        self.contact.with_user(self.owner).unlink()
        [(before, after, user)] = self._changes()
        self.assertIn("Positive", before)
        self.assertFalse(after)
        self.assertEqual(user, self.owner)

    def test_a_note_is_no_change(self):
        self.negative.write({"note": "They were very angry", "outcome": "negative"})
        self.assertFalse(self._changes())

    def test_what_moves_the_clock_leaves_a_trace(self):
        kind = self.env["key.account.type"].create({"name": "Quiet"})
        for name, value in (
            ("own_pause_days", 1),
            ("own_contact_interval", 366),
            ("own_review_months", 60),
            ("since_date", "2020-01-01"),
            ("type_id", kind.id),
            ("active", False),
        ):
            self.mine.write({name: value})
            [(_before, after, user)] = self._changes(name)
            self.assertTrue(after, name)
            self.assertEqual(user, self.owner)
            self.mine.write({name: value})
            self.assertEqual(len(self._changes(name)), 1, "nothing new")

    def test_objectives_leave_a_trace(self):
        plan = (
            self.env["key.account.plan"]
            .with_user(self.owner)
            .create(
                {
                    "dossier_id": self.dossier.id,
                    "name": "More orders",
                    "target_value": 40,
                    "date_due": self.today + timedelta(days=30),
                }
            )
        )
        plan.description = "By calling"
        self.assertFalse(self._changes("plan"))
        plan.target_value = 4
        result = plan.result_ids.create({"plan_id": plan.id, "value": 3})
        result.unlink()
        plan.unlink()
        changes = self._changes("plan")
        self.assertEqual(len(changes), 3)
        self.assertIn("from 0 to 40", str(changes))
        self.assertIn("from 0 to 4 ", str(changes))
        self.assertIn("result of", str(changes))

    def test_old_scorings_leave_a_trace(self):
        criterion = self.env["key.account.criterion"].search([], limit=1)
        scores = self.env["key.account.score"].with_user(self.owner)
        score = scores.create(
            {
                "dossier_id": self.dossier.id,
                "line_ids": [
                    Command.create({"criterion_id": criterion.id, "points": "1"})
                ],
            }
        )
        score.line_ids.points = "2"
        self.assertFalse(self._changes("score"), "still being filled in")
        self.env.flush_all()
        with freeze_time(date.today() + timedelta(days=3)):
            score.line_ids.points = "4"
            [(before, after, _user)] = self._changes("score")
            self.assertIn("50", before)
            self.assertIn("100", after)
            score.unlink()
        self.assertEqual(len(self._changes("score")), 2)

    def test_nobody_changes_the_record(self):
        self.negative.outcome = "positive"
        self.env.flush_all()
        for user in (self.owner, self.boss):
            line = self.dossier.with_user(user).change_ids[:1]
            for change in (
                lambda line=line: line.write({"new_name": "x"}),
                line.unlink,
            ):
                with (
                    self.assertRaises(UserError),
                    mute_logger(*RULE_LOGGERS),
                ):
                    change()

    def test_analysis_leaves_withdrawn_contacts_out(self):
        report = self.env["key.account.contact.report"].with_user(self.boss)
        domain = [("dossier_id", "=", self.dossier.id), ("outcome", "=", "negative")]
        self.env.flush_all()
        self.assertEqual(report.search_count(domain), 1)
        self.negative.withdrawn_reason = "Wrong client"
        self.negative.action_withdraw()
        self.env.flush_all()
        self.assertEqual(report.search_count(domain), 0)
