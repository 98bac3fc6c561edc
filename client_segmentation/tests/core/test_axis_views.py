from lxml import etree

from odoo.tests import tagged

from ...models.core.segment_axes import AXES, CLASSES
from ..common import SegmentationCommon

MARKED = """
    <list>
        <field name="name" />
        <segment_axes nodes="columns" shown="segment_tier" fixed="segment_abc" />
    </list>
"""


@tagged("post_install", "-at_install")
class TestAxisViews(SegmentationCommon):
    """Views name the place of the axes and have the nodes of all of them."""

    def _create_view(self, arch):
        return self.env["ir.ui.view"].create(
            {"name": "Marked", "model": "res.partner", "type": "list", "arch": arch}
        )

    def _get_columns(self, view):
        nodes = etree.fromstring(view.arch_db).xpath("//field")
        return {node.get("name"): node.get("optional") for node in nodes}

    def test_created(self):
        columns = self._get_columns(self._create_view(MARKED))
        self.assertEqual(
            list(columns)[:3], ["name", "segment_state", "segment_temperature"]
        )
        self.assertEqual(len(columns), 1 + len(CLASSES))
        self.assertEqual(columns["segment_tier"], "show")
        self.assertEqual(columns["segment_xyz"], "hide")
        self.assertIsNone(columns["segment_abc"])

    def test_written(self):
        view = self._create_view("<list><field name='name' /></list>")
        view.arch = MARKED
        self.assertIn("segment_is_stalling", self._get_columns(view))
        view.arch_base = MARKED.replace("columns", "panel")
        values = [axis.partner_field for axis in AXES if axis.values]
        self.assertEqual(list(self._get_columns(view))[1:], values)

    def test_written_as_bytes(self):
        """As others do who have changed a view with lxml."""
        view = self._create_view(b"<list><field name='email' /></list>")
        self.assertEqual(list(self._get_columns(view)), ["email"])
        view.arch = etree.tostring(etree.fromstring(MARKED))
        self.assertEqual(len(self._get_columns(view)), 1 + len(CLASSES))
        view.arch = etree.tostring(
            etree.fromstring("<list><field name='name'/></list>")
        )
        self.assertEqual(list(self._get_columns(view)), ["name"])

    def test_read_from_its_file(self):
        """As somebody does who develops, or resets the view."""
        view = self.env.ref("client_segmentation.view_partner_tree")
        read = view.with_context(read_arch_from_file=True, lang=None).arch
        self.assertNotIn("<segment_axes", read)
        self.assertIn('name="segment_tier"', read)
        view.reset_arch(mode="hard")
        self.assertIn("segment_tier", self._get_columns(view))

    def test_filters_of_one_group_are_combined_by_or(self):
        """Key clients are added to the golden ones, active ones asked of both."""
        arch = etree.fromstring(
            self.env["sale.order"].get_view(view_type="search")["arch"]
        )
        groups = [[]]
        for node in arch:
            if node.tag == "separator":
                groups.append([])
            elif node.tag == "filter" and node.get("domain"):
                groups[-1].append(node.get("name"))
        [tiers] = [group for group in groups if "segment_gold" in group]
        self.assertEqual(
            tiers,
            [
                *("segment_gold", "segment_silver", "segment_bronze"),
                *("segment_key", "segment_mono"),
            ],
        )
        [active] = [group for group in groups if "segment_active" in group]
        self.assertEqual(active, ["segment_losing", "segment_active", "segment_lapsed"])

    def test_words_on_documents(self):
        arch = etree.fromstring(
            self.env["crm.lead"].get_view(view_type="search")["arch"]
        )
        words = {
            "segment_abc_a": "A Clients",
            "group_segment_tier": "Client Tier",
            "group_segment_is_stalling": "Stalling Client",
        }
        for name, label in words.items():
            [node] = arch.xpath(f"//filter[@name='{name}']")
            self.assertEqual(node.get("string"), label)

    def test_form_reads_no_explanation(self):
        """It takes as long as all the rest, and most people open another page."""
        arch = self.env["res.partner"].get_view(view_type="form")["arch"]
        self.assertIn('<widget name="client_form_part"', arch)
        self.assertNotIn('<field name="segment_explanation"', arch)

    def test_tags_stay_as_people_made_them(self):
        tag = self.env.ref("client_segmentation.segment_tag_tier_gold")
        tag.write({"name": "VIP", "color": 7})
        lost = self.env.ref("client_segmentation.segment_tag_tier_silver")
        lost.unlink()
        self.env["res.partner.category"]._load_segment_tags()
        self.assertEqual((tag.name, tag.color), ("VIP", 7))
        again = self.env.ref("client_segmentation.segment_tag_tier_silver")
        self.assertEqual((again.name, again.segment_value), ("Silver", "silver"))
