from odoo import Command
from odoo.tests import tagged

from ..common import MANAGER, SECRET
from .test_thread import DOSSIER, ThreadCase

HANGING = ("mail.message", "mail.notification", "mail.followers", "mail.activity")


@tagged("post_install", "-at_install")
class TestConditions(ThreadCase):
    """What is kept of a search's condition is never older than the user's access."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossier.message_subscribe(cls.boss.partner_id.ids)
        cls.env.flush_all()

    def _find(self, user):
        """Return the names of the models where the user finds something of it."""
        found = set()
        for name in HANGING:
            records = self.env[name].with_user(user).search([])
            if records.sudo()._get_links():
                found.add(name)
        return found

    def test_role_taken_away_and_given(self):
        everything = set(HANGING)
        for _time in range(2):
            self.assertEqual(self._find(self.boss), everything)
            roles = self.boss.group_ids
            self.boss.group_ids = self.env.ref("sales_team.group_sale_salesman")
            self.assertEqual(self._find(self.boss), set())
            self.boss.group_ids = roles

    def test_rights_taken_away(self):
        self.assertTrue(self._find(self.boss))
        rights = self.env["ir.model.access"].search([("model_id.model", "=", DOSSIER)])
        rights.active = False
        self.assertEqual(self._find(self.boss), set())

    def test_record_rule_comes(self):
        self.assertTrue(self._find(self.boss))
        rule = self.env["ir.rule"].create(
            {
                "name": "No dossier at all",
                "model_id": self.env["ir.model"]._get_id(DOSSIER),
                "domain_force": "[('id', '=', 0)]",
            }
        )
        self.assertEqual(self._find(self.boss), set())
        rule.active = False
        self.assertTrue(self._find(self.boss))

    def test_dossier_goes_to_somebody_else(self):
        self.assertTrue(self._find(self.boss))
        self.employees[0].parent_id = self.employees[2]
        self.assertEqual(self._find(self.boss), set())
        self.employees[0].parent_id = self.employees[1]
        self.assertTrue(self._find(self.boss))

    def test_question_of_the_superuser_opens_nothing(self):
        stranger = self.outsiders["salesperson_only"]
        followers = self.env["mail.followers"].with_user(stranger)
        self.registry.clear_cache()
        self.assertEqual(followers.sudo()._get_readable_host_names(), ())
        self.assertEqual(self._find(stranger), set())

    def _get_closed_meeting(self):
        event = (
            self.env["calendar.event"]
            .with_user(self.owner)
            .create(
                {
                    "name": SECRET,
                    "start": "2031-05-05 09:00:00",
                    "stop": "2031-05-05 10:00:00",
                    "partner_ids": (self.owner | self.colleague).partner_id.ids,
                    "res_model_id": self.env["ir.model"]._get_id(DOSSIER),
                    "res_id": self.dossier.id,
                }
            )
        )
        event.message_subscribe(self.owner.partner_id.ids)
        self.assertTrue(event.sudo().invited_only)
        return event

    def _find_followers(self, user, event):
        on_event = [("res_model", "=", event._name), ("res_id", "=", event.id)]
        return self.env["mail.followers"].with_user(user).search(on_event)

    def test_guests_change(self):
        event = self._get_closed_meeting()
        self.assertTrue(self._find_followers(self.colleague, event))
        guest = self.colleague.partner_id
        event.partner_ids = [Command.unlink(guest.id)]
        self.assertFalse(self._find_followers(self.colleague, event))
        event.partner_ids = [Command.link(guest.id)]
        self.assertTrue(self._find_followers(self.colleague, event))

    def test_user_gets_another_contact(self):
        event = self._get_closed_meeting()
        self.assertTrue(self._find_followers(self.colleague, event))
        other = self.env["res.partner"].create({"name": "Somebody Else"})
        self.colleague.partner_id = other
        self.assertFalse(self._find_followers(self.colleague, event))

    def test_pending_values_count(self):
        """What was just moved to a dossier is closed before it is written down."""
        contact = self.env["res.partner"].create({"name": "Any Contact"})
        activity = contact.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.owner.id
        )
        self.assertFalse(activity._get_links())
        model_id = self.env["ir.model"]._get_id(DOSSIER)
        activity.write({"res_model_id": model_id, "res_id": self.dossier.id})
        expected = [(activity.id, DOSSIER, self.dossier.id)]
        self.assertEqual(activity._get_links(), expected)
        self.assertEqual(activity.with_user(self.colleague)._get_hidden(), activity)
        self.assertFalse(activity.with_user(self.owner)._get_hidden())

    def test_condition_names_no_table_of_dossiers(self):
        stranger = self.outsiders["salesperson_only"]
        for name in HANGING:
            records = self.env[name].with_user(stranger)
            condition = records._get_open_sql(None, records, records._table, None)
            self.assertNotIn("key_account", condition.code, name)
        self.assertFalse(stranger.has_group(MANAGER))
