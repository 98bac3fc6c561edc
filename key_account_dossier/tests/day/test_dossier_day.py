from datetime import timedelta

from odoo import Command
from odoo.tests import tagged

from ..common import DossierCommon


@tagged("post_install", "-at_install")
class TestDossierDay(DossierCommon):
    """The contact clock is on the lists of its two people, and on nobody else's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        salesperson = cls.env.ref("sales_team.group_sale_salesman")
        people = cls.owner + cls.boss + cls.grand + cls.colleague
        people.group_ids = [Command.link(salesperson.id)]
        # Everybody sees the client, and would have to be told why it is on a list.
        cls.client_partner.user_id = cls.owner
        cls._make_due(0)

    @classmethod
    def _make_due(cls, days):
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE key_account_dossier SET next_contact_date = %s WHERE id = %s",
            (cls.today - timedelta(days=days), cls.dossier.id),
        )
        cls.env.invalidate_all()

    def _lines(self, user, **kwargs):
        lines = self.env["client.day"].with_user(user).get_day(**kwargs)["lines"]
        return [
            line
            for line in lines
            if line["client"] and line["client"]["id"] == self.client_partner.id
        ]

    def _reasons(self, user, **kwargs):
        return [
            reason["reason"]
            for line in self._lines(user, **kwargs)
            for reason in line["reasons"]
        ]

    def test_owner_when_due(self):
        (line,) = self._lines(self.owner)
        self.assertEqual([r["reason"] for r in line["reasons"]], ["dossier"])
        self.assertEqual(
            line["private"],
            {
                "model": "key.account.dossier",
                "id": self.dossier.id,
                "method": "action_log_contact",
            },
        )
        self.assertEqual(self._reasons(self.boss), [])

    def test_supervisor_when_overdue(self):
        self._make_due(1)
        (line,) = self._lines(self.boss)
        self.assertIn("Key client of Owner", line["reasons"][0]["text"])
        self.assertEqual(self._reasons(self.owner), ["dossier"])

    def test_not_before_it_is_due(self):
        self._make_due(-1)
        self.assertEqual(self._reasons(self.owner), [])

    def test_nobody_else(self):
        self._make_due(9)
        for name in ("grand", "colleague", "all_documents", "sales_admin_only"):
            user = self.outsiders[name]
            if not user.has_group("sales_team.group_sale_salesman"):
                continue
            with self.subTest(name):
                self.assertEqual(self._reasons(user), [])

    def test_not_for_the_head_of_sales_who_looks_at_the_owners_day(self):
        self._make_due(9)
        head = self.outsiders["sales_admin"]
        self.assertEqual(self._reasons(head, user_id=self.owner.id), [])
        team = self.env["client.day"].with_user(head).get_team()
        self.assertNotIn(self.owner.id, [row["id"] for row in team["people"]])

    def test_not_for_who_stands_in(self):
        self._make_due(9)
        self.env["client.day.handover"].create(
            {"user_id": self.owner.id, "deputy_id": self.colleague.id}
        )
        self.assertEqual(self._reasons(self.colleague), [])

    def test_not_as_superuser(self):
        self._make_due(9)
        for user in (self.owner, self.colleague):
            day = self.env["client.day"].with_user(user).sudo()
            scope = day._get_scope(user)
            for source in day._get_day_sources(scope):
                rows = day._select(source)
                self.assertNotIn("dossier", [row["reason"] for row in rows])

    def test_not_without_the_role(self):
        self._make_due(9)
        role = self.env.ref("key_account_dossier.group_key_account_manager")
        self.owner.group_ids = [Command.unlink(role.id)]
        self.assertEqual(self._reasons(self.owner), [])

    def test_contact_in_the_dossier_takes_the_line_off(self):
        # Another reason of the same client goes with it: it was spoken to.
        self.env["crm.lead"].create(
            {
                "name": "Furnace",
                "type": "opportunity",
                "partner_id": self.client_partner.id,
                "user_id": self.owner.id,
                "purchase_timing": "urgent",
            }
        )
        self.assertEqual(set(self._reasons(self.owner)), {"dossier", "urgent"})
        self.env["key.account.contact"].with_user(self.owner).create(
            {
                "dossier_id": self.dossier.id,
                "date": self.today,
                "outcome": "neutral",
            }
        )
        self._make_due(0)
        self.assertEqual(self._reasons(self.owner), [])
        results = self.env["client.day.result"].search(
            [("partner_id", "=", self.client_partner.id)]
        )
        self.assertFalse(results)
