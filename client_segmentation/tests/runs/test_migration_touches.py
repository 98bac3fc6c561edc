from odoo.modules.migration import load_script
from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_path

SCRIPT = "client_segmentation/migrations/19.0.1.2.0/post-touches.py"


@tagged("post_install", "-at_install")
class TestMigrationTouches(TransactionCase):
    def test_table_of_the_notes_goes(self):
        self.env.cr.execute("CREATE TABLE IF NOT EXISTS client_segment_touch (id int)")
        script = load_script(file_path(SCRIPT), "segment_touches")
        for _repetition in range(2):
            script.migrate(self.env.cr, "19.0.1.1.0")
            self.env.cr.execute("SELECT to_regclass('client_segment_touch')")
            self.assertEqual(self.env.cr.fetchall(), [(None,)])
