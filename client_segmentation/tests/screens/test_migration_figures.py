from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from ..common import SegmentationCommon

SCRIPT = "client_segmentation/migrations/19.0.1.2.0/post-figures.py"


@tagged("post_install", "-at_install")
class TestMigrationFigures(SegmentationCommon):
    """Screens are filled right after an update from a version that kept no figures."""

    def test_figures_of_the_last_run(self):
        self._create_clients(big=90, small=10)
        self._recompute()
        segments = self.env["client.segment"].with_user(self.manager)
        before = segments.get_overview()
        self.assertEqual(before["total"]["revenue"], 100)
        for table in ("client_segment_cube", "client_segment_concentration"):
            self.env.cr.execute(f"DELETE FROM {table}")
        script = load_script(file_path(SCRIPT), "segment_figures")
        script.migrate(self.env.cr, "19.0.1.1.0")
        self.env.invalidate_all()
        self.assertEqual(segments.get_overview(), before)
