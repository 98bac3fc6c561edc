from datetime import timedelta

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from ..dossier.common_contents import ContentsCommon

SCRIPT = "key_account_dossier/migrations/19.0.1.4.0/post-competitor_shares.py"


@tagged("post_install", "-at_install")
class TestCompetitorShares(ContentsCommon):
    def _add_rival(self, name="Rival", **values):
        return self._add("key.account.competitor", name=name, **values)

    def _get_lines(self, rival):
        return [(one.date, one.share, one.source) for one in rival.share_ids.sorted()]

    def test_each_share_keeps_its_day_and_source(self):
        before = self.today - timedelta(days=90)
        rival = self._add_rival(share=20, share_date=before, share_source="Tender")
        rival.write({"share": 30, "share_source": "Olga"})
        expected = [(self.today, 30, "Olga"), (before, 20, "Tender")]
        self.assertEqual(self._get_lines(rival), expected)
        rival.write({"share": 28})  # the same day: the last word counts
        self.assertEqual(self._get_lines(rival)[0], (self.today, 28, "Olga"))
        self.assertTrue(rival.is_rising)

    def test_no_share_is_no_line(self):
        rival = self._add_rival(product="Shelves")
        rival.product = "Racks"
        self.assertFalse(rival.share_ids)

    def test_by_the_form_of_the_dossier(self):
        self.mine.competitor_ids = [
            Command.create({"name": "Rival", "share": 12, "share_source": "Guess"})
        ]
        [line] = self.mine.competitor_shares
        self.assertEqual(line["name"], "Rival")
        self.assertEqual(
            line["points"], [{"date": self.today.isoformat(), "share": 12}]
        )

    def test_future(self):
        with self.assertRaises(ValidationError):
            self._add_rival(share=1, share_date=self.today + timedelta(days=1))

    def test_unsaved_form_tells_of_nobody(self):
        self._add_rival(share=12)
        dossiers = self.env["key.account.dossier"].with_user(self.colleague)
        new = dossiers.new({}, origin=self.dossier.with_user(self.colleague))
        self.assertFalse(new.competitor_shares)

    def test_shares_from_before_are_the_first(self):
        seen = self.today - timedelta(days=40)
        rival = self._add_rival(share=22, last_seen=seen)
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM key_account_competitor_share")
        script = load_script(file_path(SCRIPT), "competitor_shares")
        for _repetition in range(2):
            script.migrate(self.env.cr, "19.0.1.3.0")
        self.env.invalidate_all()
        self.assertEqual(self._get_lines(rival), [(seen, 22, False)])
