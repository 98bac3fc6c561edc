from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..dossier.common_contents import ContentsCommon


@tagged("post_install", "-at_install")
class TestCompetitor(ContentsCommon):
    def _add_rival(self, name="Rival", **values):
        return self._add("key.account.competitor", name=name, **values)

    def test_shares(self):
        first = self._add_rival(share=33.34)
        self._add_rival("Second", share=66.66)
        self.assertEqual(self.mine.competitor_share, 100)
        with self.assertRaisesRegex(ValidationError, r"100\.01 %"):
            first.share = 33.35
        with self.assertRaisesRegex(ValidationError, "100 %"):
            self._add_rival("Third", share=1)

    def test_shares_moved_in_one_go(self):
        first, second = self._add_rival(share=60), self._add_rival("Second", share=40)
        self.mine.competitor_ids = [
            Command.update(first.id, {"share": 40}),
            Command.update(second.id, {"share": 60}),
        ]
        self.mine.competitor_ids = [
            Command.update(first.id, {"share": 60}),
            Command.update(second.id, {"share": 40}),
        ]
        with self.assertRaises(ValidationError):
            self.mine.competitor_ids = [Command.create({"name": "New", "share": 0.5})]

    def test_no_context_puts_the_check_off(self):
        first = self._add_rival(share=60)
        for value in (True, 1, "key"):
            rivals = first.with_context(key_account_check_shares_later=value)
            with self.assertRaises(ValidationError), self.cr.savepoint():
                rivals.create({"dossier_id": self.mine.id, "name": "X", "share": 50})

    def test_archived_competitors_do_not_count(self):
        self._add_rival(share=60).active = False
        self._add_rival("Second", share=60)
        self.assertEqual(self.mine.competitor_share, 60)

    def test_share_out_of_range(self):
        for share in (-1, 101):
            with (
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
            ):
                self._add_rival(share=share)

    def test_name_follows_the_contact(self):
        partner = self.env["res.partner"].create({"name": "Rival & Sons"})
        rival = self._add("key.account.competitor", partner_id=partner.id)
        self.assertEqual(rival.name, "Rival & Sons")
        rival.name = "The Sons"
        self.assertEqual(rival.name, "The Sons")

    def test_last_seen(self):
        with self.assertRaisesRegex(ValidationError, "future"):
            self._add_rival(last_seen="2999-01-01")

    def test_new_dossier_is_checked(self):
        shares = [Command.create({"name": n, "share": 51}) for n in ("A", "B")]
        with self.assertRaises(ValidationError):
            self._new_dossier(self.owner, competitor_ids=shares)
