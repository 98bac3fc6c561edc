from odoo.tests import tagged

from ...models.core import segment_axes
from ..common import SegmentationCommon

# As the trade names them, the first one first
ORDERS = {
    "temperature": ["cold", "warm", "hot"],
    "abc": ["a", "b", "c"],
    "xyz": ["x", "y", "z", "n"],
    "tier": ["gold", "silver", "bronze"],
    "rfm": [
        "champions",
        "loyal",
        "potential_loyalist",
        "new",
        "promising",
        "need_attention",
        "about_to_sleep",
        "at_risk",
        "cant_lose",
        "lost",
    ],
    "buyer_type": ["freebie", "discount", "value", "result"],
}
CLIENTS = max(map(len, ORDERS.values()))


@tagged("post_install", "-at_install")
class TestClassOrder(SegmentationCommon):
    """Each class has a client, and these come in no order at all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = cls.env["res.partner"].create(
            [
                {"name": f"Class {number}", "company_id": cls.company.id}
                for number in range(CLIENTS)
            ]
        )
        cls.env["client.segment"].create(
            [
                {
                    "partner_id": client.id,
                    "company_id": cls.company.id,
                    # 7 has no common divisor with 10, 4 or 3
                    **{
                        axis: values[7 * number % len(values)]
                        for axis, values in ORDERS.items()
                    },
                }
                for number, client in enumerate(cls.clients)
            ]
        )
        cls.env.flush_all()
        cls.leads = cls.env["crm.lead"].create(
            [
                {"name": "Lead", "partner_id": client.id, "type": "opportunity"}
                for client in cls.clients
            ]
        )
        cls.orders = cls.env["sale.order"].create(
            [{"partner_id": client.id} for client in cls.clients]
        )

    def _get_documents(self):
        yield self.clients, "segment_"
        yield self.leads, "segment_"
        yield self.orders, "segment_"
        yield (
            self.env["client.segment"].search([("partner_id", "in", self.clients.ids)]),
            "",
        )

    def test_groups(self):
        for records, prefix in self._get_documents():
            for axis, values in ORDERS.items():
                with self.subTest(records._name, axis=axis):
                    groups = records._read_group(
                        [("id", "in", records.ids)], [prefix + axis], ["__count"]
                    )
                    self.assertEqual([value for value, _count in groups], values)
                    groups = records._read_group(
                        [("id", "in", records.ids)],
                        [prefix + axis],
                        order=f"{prefix}{axis} desc",
                    )
                    self.assertEqual([value for (value,) in groups], values[::-1])

    def test_second_level(self):
        groups = self.clients._read_group(
            [("id", "in", self.clients.ids)], ["company_id", "segment_tier"]
        )
        self.assertEqual([tier for _company, tier in groups], ORDERS["tier"])

    def test_by_a_path(self):
        groups = self.leads._read_group(
            [("id", "in", self.leads.ids)], ["partner_id.segment_tier"]
        )
        self.assertEqual([tier for (tier,) in groups], ORDERS["tier"])

    def test_pivot(self):
        [_total, groups] = self.clients.formatted_read_grouping_sets(
            [("id", "in", self.clients.ids)], [[], ["segment_rfm"]], ["__count"]
        )
        self.assertEqual([group["segment_rfm"] for group in groups], ORDERS["rfm"])

    def test_group_by_of_a_list(self):
        result = self.clients.web_read_group(
            [("id", "in", self.clients.ids)], ["segment_tier"]
        )
        tiers = [group["segment_tier"] for group in result["groups"]]
        self.assertEqual(tiers, ORDERS["tier"])

    def test_search_panel(self):
        for axis, values in ORDERS.items():
            result = self.clients.search_panel_select_multi_range(
                f"segment_{axis}",
                enable_counters=True,
                search_domain=[("id", "in", self.clients.ids)],
            )
            self.assertEqual([value["id"] for value in result["values"]], values)

    def test_sorted_list(self):
        for records, prefix in self._get_documents():
            with self.subTest(records._name):
                found = records.search(
                    [("id", "in", records.ids)], order=f"{prefix}rfm, id"
                )
                self.assertEqual(found.mapped(f"{prefix}rfm"), ORDERS["rfm"])
                found = records.search(
                    [("id", "in", records.ids)], order=f"{prefix}tier desc, id"
                )
                self.assertEqual(found[:1][f"{prefix}tier"], "bronze")

    def test_clients_without_a_class_come_last(self):
        stranger = self.env["res.partner"].create(
            {"name": "Class 0", "company_id": self.company.id}
        )
        found = self.clients.search(
            [("id", "in", (self.clients + stranger).ids)], order="segment_tier"
        )
        self.assertEqual(found[-1:], stranger)

    def test_sales_analysis(self):
        for client in self.clients:
            self._create_order(client, "2025-01-15", 100)
        groups = self.env["sale.report"]._read_group(
            [("partner_id", "in", self.clients.ids)], ["segment_tier"]
        )
        self.assertEqual([tier for (tier,) in groups], ORDERS["tier"])

    def test_averages_leave_out_what_is_missing(self):
        """Scores 5 and 2 of two clients, the others have none: 3.5, not 7 / 10."""
        segments = self.env["client.segment"].search(
            [("partner_id", "in", self.clients.ids)]
        )
        for segment, score in zip(segments[:2], (5, 2), strict=True):
            segment.write({"rfm_recency": score, "variation": score / 10})
        self.env.flush_all()
        [(recency, variation)] = self.clients._read_group(
            [("id", "in", self.clients.ids)],
            [],
            ["segment_rfm_recency:avg", "segment_variation:avg"],
        )
        self.assertEqual(float(recency), 3.5)
        self.assertAlmostEqual(float(variation), 0.35)

    def test_all_our_selections_have_their_own_order(self):
        count = 0
        for model in self.env.values():
            if model._abstract or model._transient:
                continue
            for name, field in model._fields.items():
                is_ours = field._module == "client_segmentation"
                if field.type != "selection" or not is_ours:
                    continue
                if not field._description_groupable(self.env):
                    continue
                count += 1
                values = model._get_values_in_order(name)
                self.assertEqual(values, field.get_values(self.env), f"{field}")
                model._read_group([], [name], ["__count"])
        self.assertGreater(count, 40)

    def test_classes_kept_elsewhere(self):
        """Fields of other modules that hold a class follow suit, others do not."""
        for axis in segment_axes.AXES:
            if axis.values:
                self.assertIn(axis.values, segment_axes.ALL_VALUES)
        self.assertIsNone(self.env["sale.order"]._get_values_in_order("state"))
        self.assertIsNone(self.env["res.partner"]._get_values_in_order("name"))
        self.assertIsNone(self.env["res.partner"]._get_values_in_order("no_field"))
