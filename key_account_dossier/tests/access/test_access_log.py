# What tests write is for nobody to read.
# pylint: disable=translation-required
from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..common import DossierCommon
from ..secrecy.test_thread import LOGGERS


@tagged("post_install", "-at_install")
class TestAccessLog(DossierCommon):
    def _get_lines(self):
        lines = self.env["key.account.access"].search([], order="id")
        return [(line.user_id, line.kind) for line in lines]

    def _open(self, user):
        lines = {"contact_ids": {"fields": {"note": {}}}}
        self.dossier.with_user(user).web_read({"partner_id": {}, **lines})

    def test_opening(self):
        with freeze_time("2026-03-02 09:00:00"):
            self._open(self.owner)
            self._open(self.owner)
            self._open(self.boss)
        self.assertEqual(self._get_lines(), [(self.owner, "open"), (self.boss, "open")])
        with freeze_time("2026-03-02 09:31:00"):
            self._open(self.owner)
        self.assertEqual(len(self._get_lines()), 3)

    def test_lists_are_no_opening(self):
        dossiers = self.env["key.account.dossier"].with_user(self.owner)
        dossiers.web_search_read([], {"partner_id": {}, "next_contact_date": {}})
        self.assertFalse(self._get_lines())
        # but whoever reads the contents does open it, in whatever way
        dossiers.search_read([], ["needs"])
        self.assertEqual(self._get_lines(), [(self.owner, "open")])

    def test_reading_a_part(self):
        self.contact.with_user(self.boss).read(["note"])
        self.assertEqual(self._get_lines(), [(self.boss, "open")])

    def test_export(self):
        dossier = self.dossier.with_user(self.owner)
        dossier.export_data(["needs"])
        dossier.export_data(["needs"])
        self.assertEqual(self._get_lines(), [(self.owner, "export")] * 2)

    def test_many_at_once(self):
        """The log costs the same for one dossier and for thirty."""

        def count(dossiers):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            dossiers.with_user(self.owner)._record_access("open")
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        few = self._new_dossier(self.owner)
        many = self.dossier.browse()
        for _index in range(30):
            many |= self._new_dossier(self.owner)
        few.with_user(self.owner)._record_access("print")
        self.assertLessEqual(count(many), count(few) + 1)

    def test_nobody_changes_it(self):
        self._open(self.owner)
        line = self.env["key.account.access"].search([])
        for user in (self.owner, self.boss):
            own = line.with_user(user)
            self.assertEqual(own.search([]), line)
            for change in (
                lambda own=own: own.write({"kind": "print"}),
                lambda own=own: own.unlink(),
                lambda own=own: own.copy(),
                lambda own=own: own.dossier_id.write({"access_ids": [(5,)]}),
            ):
                # an AccessError is one, too
                with self.assertRaises(UserError), mute_logger(*LOGGERS):
                    change()
        with self.assertRaises(UserError):
            line.write({"kind": "print"})
        with self.assertRaises(UserError):
            line.unlink()

    def test_log_is_confidential(self):
        self._open(self.owner)
        for user in self.outsiders.values():
            lines = self.env["key.account.access"].with_user(user)
            try:
                found = lines.search([])
            except AccessError:
                continue
            self.assertFalse(found, user.login)


@tagged("post_install", "-at_install")
class TestHandover(DossierCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cr.precommit.run()
        cls.deputy = cls._new_user(
            "deputy", "key_account_dossier.group_key_account_manager"
        )
        cls.env["hr.employee"].create(
            {
                "name": "Deputy",
                "user_id": cls.deputy.id,
                "parent_id": cls.employees[1].id,
            }
        )
        cls.dossier.message_subscribe((cls.owner | cls.boss).partner_id.ids)
        cls.message = cls.dossier.with_user(cls.boss).message_post(
            body="Look", partner_ids=cls.owner.partner_id.ids
        )
        cls.tasks = cls.env["mail.activity"]
        for user in (cls.owner, cls.boss):
            cls.tasks |= cls.dossier.activity_schedule(
                "mail.mail_activity_data_todo", user_id=user.id
            )

    def _commit(self):
        self.env.flush_all()
        self.cr.precommit.run()
        self.env.invalidate_all()

    def _get_handovers(self):
        lines = self.dossier.handover_ids.sorted("id")
        return [(line.kind, line.old_name, line.new_name) for line in lines]

    def test_creating_is_no_handover(self):
        dossier = self._new_dossier(self.colleague)
        self._commit()
        self.assertFalse(dossier.handover_ids)

    def test_new_manager(self):
        self.dossier.with_user(self.boss).user_id = self.deputy
        self._commit()
        self.assertEqual(self._get_handovers(), [("user_id", "Owner", "Deputy")])
        self.assertNotIn(self.owner.partner_id, self.dossier.message_partner_ids)
        self.assertFalse(self.message.notification_ids)
        self.assertEqual(self.tasks.user_id, self.deputy | self.boss)
        news = self.dossier.message_ids[0]
        self.assertIn(self.deputy.partner_id, news.notified_partner_ids)
        self.assertNotIn(self.owner.partner_id, news.notified_partner_ids)
        old = self.env(user=self.owner)
        document = [("res_id", "=", self.dossier.id)]
        self.assertFalse(
            old["mail.message"].search([*document, ("model", "=", self.dossier._name)])
        )
        self.assertFalse(
            old["mail.activity"].search(
                [*document, ("res_model", "=", self.dossier._name)]
            )
        )

    def test_new_superior(self):
        officer = self._new_user("officer", "hr.group_hr_user")
        self.employees[0].with_user(officer).parent_id = self.employees[2]
        self._commit()
        self.assertEqual(self._get_handovers(), [("supervisor_id", "Boss", "Grand")])
        news = self.dossier.message_ids[0]
        self.assertEqual(
            news.notified_partner_ids, (self.owner | self.grand).partner_id
        )
        self.assertEqual(self.tasks.user_id, self.owner | self.grand)
        self.assertNotIn(self.boss.partner_id, self.dossier.message_partner_ids)

    def test_new_team_leader(self):
        self.employees.unlink()
        self._commit()
        self.env["crm.team"].create(
            {
                "name": "Foundries",
                "user_id": self.colleague.id,
                "member_ids": [Command.set(self.owner.ids)],
            }
        )
        self._commit()
        self.assertEqual(
            self._get_handovers(),
            [("supervisor_id", "Boss", False), ("supervisor_id", False, "Colleague")],
        )
        # the task of the former supervisor went to the manager
        self.assertEqual(self.tasks.user_id, self.owner)

    def test_new_company(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        (self.owner | self.boss).company_ids = [Command.link(other.id)]
        self.dossier.with_user(self.boss).company_id = other
        self._commit()
        self.assertEqual(
            self._get_handovers(), [("company_id", self.company.name, "Elsewhere")]
        )

    def test_nothing_changed(self):
        self.dossier.with_user(self.boss).user_id = self.deputy
        self.env.flush_all()
        self.dossier.with_user(self.boss).user_id = self.owner
        self._commit()
        self.assertFalse(self._get_handovers())

    def _get_reassign_tasks(self):
        return self.dossier.activity_search(
            ["key_account_dossier.mail_activity_type_reassign"]
        )

    def test_manager_leaves(self):
        self.owner.action_archive()
        self._commit()
        task = self._get_reassign_tasks()
        self.assertEqual(task.user_id, self.boss)
        self.dossier._cron_find_orphans()
        self.assertEqual(self._get_reassign_tasks(), task)
        self.dossier.with_user(self.boss).user_id = self.deputy
        self._commit()
        self.assertFalse(self._get_reassign_tasks())

    def test_manager_loses_the_role(self):
        group = self.env.ref("key_account_dossier.group_key_account_manager")
        self.owner.group_ids = [Command.unlink(group.id)]
        self.assertEqual(self._get_reassign_tasks().user_id, self.boss)

    def test_manager_leaves_without_supervisor(self):
        """Closed to all until a supervisor is named, who gets the task then."""
        employee = self.employees[0]
        employee.parent_id = False
        self.owner.action_archive()
        self._commit()
        self.assertFalse(self._get_reassign_tasks())
        self.assertFalse(self.dossier.access_user_ids)
        employee.parent_id = self.employees[2]
        self._commit()
        self.assertEqual(self._get_reassign_tasks().user_id, self.grand)
        self.assertEqual(self.dossier.access_user_ids, self.grand)

    def test_record_cannot_be_changed(self):
        self.dossier.with_user(self.boss).user_id = self.deputy
        self._commit()
        line = self.dossier.handover_ids
        with self.assertRaises(UserError):
            line.write({"new_name": "Somebody"})
        with self.assertRaises(UserError):
            line.unlink()
        with self.assertRaises(AccessError), mute_logger(*LOGGERS):
            line.with_user(self.boss).unlink()
