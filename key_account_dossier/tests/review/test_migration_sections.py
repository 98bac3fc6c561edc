from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from ..dossier.common_contents import ContentsCommon

SCRIPT = "key_account_dossier/migrations/19.0.1.4.0/post-review_sections.py"


@tagged("post_install", "-at_install")
class TestMigrationSections(ContentsCommon):
    def test_open_reviews_get_the_new_sections_once(self):
        script = load_script(file_path(SCRIPT), "review_sections")
        review, closed = (
            self._add("key.account.review", date=self.today) for _repetition in range(2)
        )
        whole = sorted(review.line_ids.mapped("section"))
        self.assertLessEqual(set(script.NEW_SECTIONS), set(whole))
        old = (review | closed).line_ids.filtered(
            lambda line: line.section in script.NEW_SECTIONS
        )
        old.sudo().unlink()
        closed.sudo().state = "done"
        left = len(closed.line_ids)
        for _repetition in range(2):
            script.migrate(self.env.cr, "19.0.1.3.0")
            self.env.invalidate_all()
            self.assertEqual(sorted(review.line_ids.mapped("section")), whole)
            self.assertEqual(len(closed.line_ids), left, "what is closed stays")
