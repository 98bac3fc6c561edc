from datetime import datetime, timedelta

from odoo import Command
from odoo.exceptions import RedirectWarning
from odoo.tests import tagged

from ..common import DossierCommon

CALL = "mail.mail_activity_data_call"
TODO = "mail.mail_activity_data_todo"


class PauseCase(DossierCommon):
    """A client in a pause, with an opportunity and a quotation of the manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = cls.env.ref("sales_team.group_sale_salesman_all_leads")
        for user in (cls.owner, cls.boss, cls.colleague, cls.grand):
            user.group_ids = [Command.link(groups.id)]
            user.email = f"{user.login}@example.com"
        cls.person = cls.env["res.partner"].create(
            {
                "name": "Ann",
                "parent_id": cls.client_partner.id,
                "email": "ann@example.com",
            }
        )
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Line 4", "partner_id": cls.person.id, "type": "opportunity"}
        )
        cls.order = cls.env["sale.order"].create({"partner_id": cls.person.id})
        cls.env["key.account.contact"].create(
            {"dossier_id": cls.dossier.id, "outcome": "negative", "date": cls.today}
        )
        cls.env.flush_all()
        # Fourteen days, the last of which belongs to the pause.
        cls.last = cls.today + timedelta(days=14)
        cls.documents = {
            "contact": cls.person,
            "client": cls.client_partner,
            "opportunity": cls.lead,
            "quotation": cls.order,
        }

    def _schedule(self, user, record, assignee=None, day=None, kind=CALL):
        return record.with_user(user).activity_schedule(
            kind,
            date_deadline=day or self.last,
            user_id=(assignee or user).id,
        )

    def _meet(self, user, day=None, **values):
        start = datetime.combine(day or self.last, datetime.min.time())
        return (
            self.env["calendar.event"]
            .with_user(user)
            .create(
                {
                    "name": "Talk",
                    "start": start + timedelta(hours=10),
                    "stop": start + timedelta(hours=11),
                    "partner_ids": (user.partner_id | self.person).ids,
                    **values,
                }
            )
        )

    def _write_later(self, user, day=None, **values):
        moment = datetime.combine(day or self.last, datetime.min.time())
        return (
            self.env["mail.scheduled.message"]
            .with_user(user)
            .create(
                {
                    "model": "res.partner",
                    "res_id": self.person.id,
                    "author_id": user.partner_id.id,
                    "body": "Hello",
                    "partner_ids": self.person.ids,
                    "scheduled_date": moment + timedelta(hours=10),
                    **values,
                }
            )
        )

    def _get_ways(self, **values):
        """Return {name: function of a user} of all ways to plan a contact."""
        ways = {
            f"call on {name}": lambda user, record=record: self._schedule(
                user, record, **values
            )
            for name, record in self.documents.items()
        }
        return {**ways, "meeting": self._meet, "message": self._write_later}

    def _assert_stopped(self, act, *args, **kwargs):
        with self.assertRaises(RedirectWarning) as stopped, self.cr.savepoint():
            act(*args, **kwargs)
        text, action, _button = stopped.exception.args[:3]
        self.assertIn(self.client_partner.name, text)
        self.assertEqual(action["res_model"], "key.account.matter")
        self.assertEqual(action["context"]["default_dossier_id"], self.dossier.id)
        return text


@tagged("post_install", "-at_install")
class TestPause(PauseCase):
    def test_manager_is_stopped(self):
        for name, plan in self._get_ways().items():
            with self.subTest(way=name):
                self._assert_stopped(plan, self.owner)

    def test_on_the_dossier_itself(self):
        for kind in (
            CALL,
            "mail.mail_activity_data_meeting",
            "mail.mail_activity_data_email",
            "key_account_dossier.mail_activity_type_contact",
        ):
            self._assert_stopped(self._schedule, self.owner, self.dossier, kind=kind)

    def test_supervisor_plans_for_the_manager(self):
        for record in (self.dossier, self.lead):
            self._assert_stopped(self._schedule, self.boss, record, self.owner)

    def test_somebody_else_talks_to_the_client(self):
        """That is what the pause leaves room for."""
        self.assertTrue(self._schedule(self.owner, self.lead, self.colleague))
        self.assertTrue(self._schedule(self.boss, self.lead))
        self.assertTrue(self._meet(self.boss))

    def test_words(self):
        text = self._assert_stopped(self._meet, self.owner)
        self.assertIn("after a negative contact", text)
        self.assertNotIn("asked", text)

    def test_after_the_pause(self):
        day = self.last + timedelta(days=1)
        for record in self.documents.values():
            self.assertTrue(self._schedule(self.owner, record, day=day))
        self.assertTrue(self._meet(self.owner, day))
        self.assertTrue(self._write_later(self.owner, day))

    def test_moved_into_the_pause(self):
        later = self.last + timedelta(days=1)
        activity = self._schedule(self.owner, self.lead, day=later)
        self._assert_stopped(activity.write, {"date_deadline": self.last})
        meeting = self._meet(self.owner, later)
        start = datetime.combine(self.last, datetime.min.time())
        times = {"start": start, "stop": start + timedelta(hours=1)}
        self._assert_stopped(meeting.write, times)
        alone = self._meet(self.owner, partner_ids=self.owner.partner_id.ids)
        self._assert_stopped(
            alone.write, {"partner_ids": [Command.link(self.client_partner.id)]}
        )
        message = self._write_later(self.owner, later)
        moment = datetime.combine(self.last, datetime.min.time())
        self._assert_stopped(message.write, {"scheduled_date": moment})
        todo = self._schedule(self.owner, self.lead, kind=TODO)
        call = self.env.ref(CALL)
        self._assert_stopped(todo.write, {"activity_type_id": call.id})

    def test_overdue_is_for_today(self):
        day = self.today - timedelta(days=3)
        self._assert_stopped(self._schedule, self.owner, self.lead, day=day)

    def test_meeting_that_took_place(self):
        self.assertTrue(self._meet(self.owner, self.today - timedelta(days=3)))

    def test_series_reaching_into_the_pause(self):
        self._assert_stopped(
            self._meet,
            self.owner,
            self.today + timedelta(days=1),
            recurrency=True,
            rrule_type="daily",
            rrule_type_ui="daily",
            end_type="count",
            count=30,
        )

    def test_tasks_that_are_no_contact_are_reminded(self):
        with self._notifications() as sent:
            self.assertTrue(self._schedule(self.owner, self.lead, kind=TODO))
        self.assertIn("pause", str(sent))
        with self._notifications() as sent:
            self._schedule(self.colleague, self.lead, kind=TODO)
        self.assertFalse(sent)

    def _notifications(self):
        sent = []
        bus = self.registry["res.users"]

        def send(user, kind, message=None, **kwargs):
            if kind == "simple_notification":
                sent.append(message)

        self.patch(bus, "_bus_send", send)

        class Sent:
            def __enter__(self):
                return sent

            def __exit__(self, *args):
                return None

        return Sent()

    def test_dialog_warns_on_every_document(self):
        for record in (self.dossier, *self.documents.values()):
            wizard = self.env["mail.activity.schedule"].with_user(self.owner)
            wizard = wizard.new(
                {
                    "res_model": record._name,
                    "res_ids": str(record.ids),
                    "date_deadline": self.last,
                    "activity_user_id": self.owner.id,
                }
            )
            self.assertIn(self.client_partner.name, wizard.warning or "", record)

    def test_satisfaction_request(self):
        for user in (self.owner, self.boss):
            wizard = self.env["key.account.satisfaction.ask"].with_user(user)
            wizard = wizard.create(
                {"dossier_id": self.dossier.id, "partner_ids": self.person.ids}
            )
            self._assert_stopped(wizard.action_ask)
        self.assertFalse(self.dossier.satisfaction_ids)

    def test_positive_contact_ends_it(self):
        self._assert_stopped(self._meet, self.owner)
        self.env["key.account.contact"].create(
            {"dossier_id": self.dossier.id, "outcome": "positive", "date": self.today}
        )
        self.assertTrue(self._meet(self.owner))

    def test_others_notice_nothing(self):
        """Neither what they plan themselves nor what they plan for the manager."""
        for user in (self.colleague, self.grand):
            for plan in self._get_ways().values():
                self.assertTrue(plan(user))
            self.assertTrue(self._schedule(user, self.lead, self.owner))
            invited = (user | self.owner).partner_id | self.person
            self.assertTrue(self._meet(user, partner_ids=invited.ids))

    def test_other_clients_of_the_manager(self):
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        self.assertTrue(self._schedule(self.owner, other))
        self.assertTrue(
            self._meet(self.owner, partner_ids=(self.owner.partner_id | other).ids)
        )

    def test_the_program_is_not_stopped(self):
        lead = self.lead.with_user(self.owner).sudo()
        day = self.last
        self.assertTrue(lead.activity_schedule(CALL, day, user_id=self.owner.id))
        matter = self.env["key.account.matter"].with_user(self.owner)
        matter = matter.create(
            {
                "dossier_id": self.dossier.id,
                "name": "Prices",
                "description": "Send the prices",
                "user_id": self.colleague.id,
            }
        )
        self.assertTrue(matter.activity_id)

    def test_no_query_for_each_activity(self):
        later = self.last + timedelta(days=9)
        model_id = self.env["ir.model"]._get_id("res.partner")
        people = self.env["res.partner"].create(
            [{"name": str(n), "parent_id": self.client_partner.id} for n in range(20)]
        )

        def count(some):
            values = [
                {
                    "res_model_id": model_id,
                    "res_id": one.id,
                    "activity_type_id": self.env.ref(CALL).id,
                    "date_deadline": later,
                    "user_id": self.owner.id,
                }
                for one in some
            ]
            activities = self.env["mail.activity"].create(values)
            activities = activities.with_user(self.owner)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            activities._check_pause()
            return self.cr.sql_log_count - before

        count(people[:2])
        self.assertLessEqual(count(people), count(people[:2]) + 2)
