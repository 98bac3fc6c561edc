from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...models.core.client_segment import MANAGER_GROUP, ORDER_MARGIN_GROUP
from ..common import SegmentationCommon

SECRET_WORDS = ("margin", "profit_share", "ltv")
NUMBERS = ("float", "integer", "monetary")


@tagged("post_install", "-at_install")
class TestSecrecy(SegmentationCommon):
    """Margin, share of profit and lifetime value are for heads of sales: whatever
    way a salesperson takes, they are not told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.salesman = cls._create_user(
            "sales_team.group_sale_salesman,base.group_allow_export"
        )
        cls.client = cls._create_client("Secretive", user_id=cls.salesman.id)
        cls._create_order(cls.client, "2025-01-15", 1000, cost=123)
        run = cls._recompute()
        segment = cls.env["client.segment"].search([("partner_id", "=", cls.client.id)])
        cls.records = (cls.client, segment, run)
        cls.order_models = ("sale.order", "sale.order.line", "sale.report")
        cls.own_models = [
            name
            for name, model in cls.env.registry.items()
            if not model._abstract
            and (name.startswith("client.segment") or name == "res.partner")
        ]

    def _get_secrets(self, records):
        return [
            name
            for name, field in records._fields.items()
            if field.groups == MANAGER_GROUP
        ]

    def test_there_are_secrets(self):
        names = ("segment_ltv", "margin", "profit_total")
        for records, name in zip(self.records, names, strict=True):
            self.assertIn(name, self._get_secrets(records))
        # The sign of a margin
        self.assertIn("segment_is_loss_making", self._get_secrets(self.client))

    def test_every_figure_of_profit_is_a_secret(self):
        """Of all our models, and of those we extend."""
        for name, model in self.env.registry.items():
            for field_name, field in model._fields.items():
                if "client_segmentation" not in (field._modules or ()):
                    continue
                if field.type in NUMBERS and any(
                    word in field_name for word in SECRET_WORDS
                ):
                    if name in ("client.segment.policy", "res.config.settings"):
                        continue  # settings
                    is_of_order = name in self.order_models
                    group = ORDER_MARGIN_GROUP if is_of_order else MANAGER_GROUP
                    self.assertEqual(field.groups, group, field)

    def test_fields_are_not_even_named(self):
        for records in self.records:
            described = records.with_user(self.salesman).fields_get()
            for name in self._get_secrets(records):
                self.assertNotIn(name, described)

    def test_read_search_group_sort_export(self):
        for records in self.records:
            own = records.with_user(self.salesman)
            for name in self._get_secrets(records):
                for action in (
                    lambda own=own, name=name: own.read([name]),
                    lambda own=own, name=name: own.web_read({name: {}}),
                    lambda own=own, name=name: own.search([(name, "!=", False)]),
                    lambda own=own, name=name: own.search([], order=name),
                    lambda own=own, name=name: own.export_data([name]),
                    lambda own=own, name=name: own._read_group([], [name]),
                    lambda own=own, name=name: own.formatted_read_group(
                        [], [], [f"{name}:max"]
                    ),
                ):
                    with self.assertRaises(AccessError):
                        action()

    def test_through_other_models(self):
        orders = self.env["sale.order"].with_user(self.salesman)
        order = orders.search([("partner_id", "=", self.client.id)])
        for name in self._get_secrets(self.client):
            with self.assertRaises(AccessError, msg=name):
                orders.search([(f"partner_id.{name}", "!=", False)])
            with self.assertRaises(AccessError, msg=name):
                order.export_data([f"partner_id/{name}"])

    def test_export_dialog(self):
        """What may be exported is what fields_get names."""
        described = self.client.with_user(self.salesman).fields_get()
        exportable = {n for n, field in described.items() if field.get("exportable")}
        self.assertIn("segment_revenue", exportable)
        self.assertFalse(exportable & set(self._get_secrets(self.client)))

    def test_views(self):
        """Optional columns, pivot measures and filters"""
        views = self.env["ir.ui.view"].search(
            [("model", "in", self.own_models), ("type", "!=", "qweb")]
        )
        for view in views:
            Model = self.env[view.model].with_user(self.salesman)
            if not Model.has_access("read"):
                continue
            secrets = set(self._get_secrets(Model))
            arch = etree.fromstring(Model.get_view(view.id, view.type)["arch"])
            shown = set(arch.xpath("//field/@name"))
            self.assertFalse(shown & secrets, view.name)

    def test_words(self):
        text = self.client.with_user(self.salesman).segment_explanation
        self.assertNotIn("877", text)
        self.assertNotIn("87.7", text)
        self.assertIn("877", self.client.with_user(self.manager).segment_explanation)
        overview = self.env["client.segment"].with_user(self.salesman).get_overview()
        self.assertNotIn("877", repr(overview))

    def test_history_names_classes_only(self):
        history = self.env["client.segment.history"].with_user(self.salesman)
        self.assertFalse(
            {
                name
                for name, field in history.fields_get().items()
                if field["type"] in ("float", "monetary")
            }
        )
