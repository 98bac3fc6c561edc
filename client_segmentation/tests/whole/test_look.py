from lxml import etree

from odoo.tests import TransactionCase, tagged

from ...models.core.segment_axes import CLASSES

ADDONS = ("client_segmentation", "key_account_dossier", "loyalty_program")
NAMES = {
    prefix + axis.column
    for axis in CLASSES
    if axis.values and axis.column != "state"
    for prefix in ("", "segment_", "client_")
} | {"segment_state", "old_value", "new_value", "rfm_before"}


@tagged("post_install", "-at_install")
class TestLook(TransactionCase):
    """A class looks the same wherever it is shown: as a badge of its color."""

    def _get_fields(self):
        """Fields that hold a class, in lists and cards of the three add-ons."""
        data = self.env["ir.model.data"].search(
            [("module", "in", ADDONS), ("model", "=", "ir.ui.view")]
        )
        views = self.env["ir.ui.view"].browse(data.mapped("res_id"))
        for view in views.filtered(lambda view: view.type in ("list", "kanban")):
            for node in etree.fromstring(view.arch_db).iter("field"):
                is_change = node.get("position") or node.getparent().tag == "kanban"
                if node.get("name") in NAMES and not is_change:
                    yield view.xml_id, node

    def test_badges_of_classes(self):
        found = list(self._get_fields())
        self.assertGreater(len(found), 10)
        for view, node in found:
            with self.subTest(view=view, field=node.get("name")):
                hidden = node.get("invisible") == "1" or node.get("column_invisible")
                self.assertTrue(hidden or node.get("widget") == "segment_class")
