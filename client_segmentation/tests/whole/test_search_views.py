from ast import literal_eval

from lxml import etree

from odoo.tests import tagged

from ...models.core.segment_axes import CLASSES
from ..common import SegmentationCommon

LISTS = {
    "res.partner": (
        "base.view_partner_tree",
        "client_segmentation.client_segment_partner_view_list",
    ),
    "sale.order": ("sale.sale_order_tree",),
    "crm.lead": ("crm.crm_case_tree_view_oppor",),
    "sale.report": ("sale.sale_report_view_tree",),
}


@tagged("post_install", "-at_install")
class TestSearchViews(SegmentationCommon):
    """What contacts, orders, opportunities and the sales analysis offer salespeople
    to search, group and show by."""

    def _get_arch(self, model, view_type, view=None):
        Model = self.env[model].with_user(self.salesman)
        view_id = view and self.env.ref(view).id
        return etree.fromstring(Model.get_view(view_id, view_type)["arch"])

    def _get_values(self, arch):
        """Return ``{(field, value)}`` of the filters that ask for one value."""
        values = set()
        for domain in arch.xpath("//filter[contains(@domain, 'segment_')]/@domain"):
            conditions = literal_eval(domain)
            if len(conditions) == 1 and conditions[0][1] == "=":
                values.add((conditions[0][0], conditions[0][2]))
        return values

    def test_every_class_can_be_searched(self):
        for model in LISTS:
            arch = self._get_arch(model, "search")
            # A field of the search view offers all its values.
            fields = set(arch.xpath("/search/field/@name"))
            filtered = self._get_values(arch)
            for axis in CLASSES:
                if axis.values and axis.partner_field in fields:
                    continue
                for value, _label in axis.values or [(True, "Yes")]:
                    self.assertIn((axis.partner_field, value), filtered, model)

    def test_every_class_can_be_grouped_by(self):
        for model in LISTS:
            contexts = self._get_arch(model, "search").xpath("//filter/@context")
            grouped = {literal_eval(context).get("group_by") for context in contexts}
            for axis in CLASSES:
                self.assertIn(axis.partner_field, grouped, model)

    def test_every_class_has_a_column(self):
        for model, views in LISTS.items():
            for view in views:
                columns = self._get_arch(model, "list", view).xpath("/list/field/@name")
                for axis in CLASSES:
                    self.assertIn(axis.partner_field, columns, view)

    def test_filters_find(self):
        """Each filter, put to the database"""
        [client] = self._create_clients(client=100)
        self._recompute()
        order = self.env["sale.order"].search([("partner_id", "=", client.id)])
        order.user_id = self.salesman
        self.env.flush_all()
        # The only one: A, gold, key and mono, bought in January and in two periods
        expected = {
            *(("segment_temperature", "hot"), ("segment_abc", "a")),
            # Silent from 15 January to 15 July: 181 days, more than twice 90
            ("segment_state", "sleeping"),
            *(("segment_xyz", "n"), ("segment_tier", "gold")),
            *(("segment_is_key", True), ("segment_is_mono", True)),
        }
        for model, name in (("res.partner", "id"), ("sale.order", "partner_id")):
            Model = self.env[model].with_user(self.salesman)
            found = {
                (field, value)
                for field, value in self._get_values(self._get_arch(model, "search"))
                if Model.search_count([(field, "=", value), (name, "=", client.id)])
            }
            self.assertEqual(found, expected, model)

    def test_nothing_for_others(self):
        worker = self._create_user("base.group_user")
        arch = self.env["res.partner"].with_user(worker).get_view(view_type="search")
        self.assertNotIn("segment_", arch["arch"])
