from odoo.modules.migration import load_script
from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_path

SCRIPT = "client_segmentation/migrations/19.0.1.1.0/post-migration.py"


@tagged("post_install", "-at_install")
class TestMigration(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.script = load_script(file_path(SCRIPT), "segment_post_migration")

    def _get_tag(self, axis, value):
        return self.env["res.partner.category"].search(
            [("segment_field", "=", axis), ("segment_value", "=", value)]
        )

    def test_tags_that_nobody_has_recoloured(self):
        hot = self._get_tag("segment_temperature", "hot")
        cold = self._get_tag("segment_temperature", "cold")
        gold = self._get_tag("segment_tier", "gold")
        # 1 and 8 were shipped, 5 is somebody's choice.
        hot.color, cold.color, gold.color = 1, 5, 3
        self.env.flush_all()
        self.script.recolor_tags(self.env.cr)
        self.env.invalidate_all()
        self.assertEqual((hot.color, cold.color, gold.color), (10, 5, 3))

    def test_all_tags_get_the_colours_of_now(self):
        for axis, value, before, _now in self.script.TAG_COLORS:
            self._get_tag(axis, value).color = before
        self.env.flush_all()
        self.script.migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        for axis, value, _before, now in self.script.TAG_COLORS:
            self.assertEqual(self._get_tag(axis, value).color, now, value)
