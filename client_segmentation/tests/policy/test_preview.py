from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ...arithmetic.policy.preview import Move, get_previews
from ...models.core.segment_axes import AXES
from ...models.policy import client_segment_policy_preview
from ..common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestPreview(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Of 1000 in all: A until 80 %, so the first two; B until 95 %, the third
        cls.clients = cls._create_clients(large=600, middle=250, small=110, tiny=40)
        cls._recompute()

    def _preview(self, user=None, **values):
        policy = self.company.segment_policy_id.with_user(user or self.manager)
        preview = policy.get_preview(values)
        return preview, {axis["axis"]: axis for axis in preview["axes"]}

    def _get_counts(self, axis):
        return {
            line["label"]: (line["before"], line["after"]) for line in axis["classes"]
        }

    def test_saved_settings_change_nothing(self):
        preview, axes = self._preview()
        self.assertEqual(preview["as_of"], self.AS_OF)
        self.assertTrue(preview["is_computed"])
        self.assertEqual([axis["changed"] for axis in axes.values()], [0] * len(AXES))
        for label, (before, after) in self._get_counts(axes["abc"]).items():
            self.assertEqual(before, after, label)

    def test_abc(self):
        # Before large 0, middle 60 %, small 85 %, tiny 96 %
        _preview, axes = self._preview(abc_threshold_a=50, abc_threshold_b=70)
        counts = self._get_counts(axes["abc"])
        self.assertEqual([counts[name] for name in "ABC"], [(2, 1), (1, 1), (1, 2)])
        # Middle goes to B, small to C
        self.assertEqual(axes["abc"]["changed"], 2)
        self.assertEqual(axes["tier"]["changed"], 0)

    def test_who_moves(self):
        """As in the test above: middle goes from A to B, small from B to C."""
        values = {"abc_threshold_a": 50, "abc_threshold_b": 70}
        preview, axes = self._preview(**values)
        moves = [(move["label"], move["count"]) for move in axes["abc"]["moves"]]
        self.assertCountEqual(moves, [("A → B", 1), ("B → C", 1)])
        self.assertEqual(axes["tier"]["moves"], [])
        large, middle, small, tiny = self.clients
        for before, after, expected in (
            ("a", "b", middle),
            ("b", "c", small),
            ("c", "c", tiny),
            ("a", "a", large),
            ("c", "a", tiny.browse()),
            (False, "a", tiny.browse()),
        ):
            action = self._open(values, "abc", before, after)
            found = self.env["res.partner"].search(action["domain"])
            # Other tests' data have clients without orders, of every company.
            self.assertEqual(found & self.clients, expected, (before, after))
        action = self._open(values, "abc", "a", "b")
        self.assertEqual((action["name"], action["target"]), ("ABC: A → B", "new"))

    def test_who_moves_on_an_axis_of_yes_or_no(self):
        values = {"mono_share": 60}
        _preview, axes = self._preview(**values)
        [move] = axes["is_mono"]["moves"]
        self.assertEqual((move["label"], move["count"]), ("Yes → No", 1))
        action = self._open(values, "is_mono", move["before"], move["after"])
        found = self.env["res.partner"].search(action["domain"])
        self.assertEqual(found, self.clients[0])

    def test_most_of_those_who_move(self):
        with patch.object(client_segment_policy_preview, "MOST_CLIENTS", 1):
            action = self._open({"source": "invoice"}, "abc", "a", False)
        found = self.env["res.partner"].search(action["domain"])
        self.assertEqual(found, self.clients[0], "the larger one of two")
        self.assertEqual(action["name"], "ABC: A → No class (the largest 1 of 2)")

    def _open(self, values, *move):
        policy = self.company.segment_policy_id.with_user(self.manager)
        return policy.action_preview_clients(values, *move)

    def test_shares_of_profit(self):
        _preview, axes = self._preview(
            tier_gold=20, tier_silver=5, key_share=25, mono_share=60
        )
        counts = self._get_counts(axes["tier"])
        # Gold from 5 %: 60, 25, 11 %; silver the 4 %. Then 60, 25; 11; 4 %
        self.assertEqual(counts["Gold"], (3, 2))
        self.assertEqual(counts["Silver"], (1, 1))
        self.assertEqual(counts["Bronze"], (0, 1))
        self.assertEqual(axes["tier"]["changed"], 2)
        self.assertEqual(self._get_counts(axes["is_key"]), {"Yes": (3, 2)})
        self.assertEqual(self._get_counts(axes["is_mono"]), {"Yes": (1, 0)})

    def test_activity_and_source(self):
        # 15 January to 15 July 2025: 181 days
        _preview, axes = self._preview(active_days=181)
        self.assertEqual(self._get_counts(axes["is_active"]), {"Yes": (0, 4)})
        _preview, axes = self._preview(source="invoice")
        counts = self._get_counts(axes["abc"])
        self.assertEqual([counts[name] for name in "ABC"], [(2, 0), (1, 0), (1, 0)])
        self.assertEqual(axes["abc"]["changed"], 4)

    def test_rules_of_rfm(self):
        _preview, axes = self._preview()
        before = self._get_counts(axes["rfm"])
        rules = self.env["client.segment.rfm.rule"].with_user(self.manager)
        rules.search([]).unlink()
        rules.create(
            [
                {"sequence": 1, "segment": "champions", "m_min": 5},
                {"sequence": 2, "segment": "loyal", "m_min": 4},
            ]
        )
        # Fifths of 40, 110, 250, 600: cut at 82, 138, 222, 390; M 1, 2, 4, 5
        _preview, axes = self._preview()
        after = self._get_counts(axes["rfm"])
        self.assertEqual(after["Champions"], (before["Champions"][0], 1))
        self.assertEqual(after["Loyal"], (before["Loyal"][0], 1))
        self.assertEqual(sum(count for _now, count in after.values()), 4)
        self.assertEqual(after["No class"], (0, 2))

    def test_pinned_class_stays(self):
        self.env["client.segment.pin"].create(
            {
                "partner_id": self.clients[1].id,
                "company_id": self.company.id,
                "segment_class": "abc:a",
                "date_start": self.AS_OF,
                "reason": "test",
            }
        )
        self._recompute()
        _preview, axes = self._preview(abc_threshold_a=50)
        self.assertEqual(axes["abc"]["changed"], 0)

    def test_nothing_is_stored(self):
        segments = self.env["client.segment"].search([])
        stored = segments.read()
        runs = self.env["client.segment.run"].search([])
        self._preview(abc_threshold_a=10, horizon_months=6, period="month")
        self.env.invalidate_all()
        self.assertEqual(self.env["client.segment"].search([]).read(), stored)
        self.assertEqual(self.env["client.segment.run"].search([]), runs)
        self.assertEqual(self.company.segment_policy_id.abc_threshold_a, 80)
        self.assertEqual(self.company.segment_policy_id.horizon_months, 12)

    def test_values_that_make_no_sense(self):
        for message, values in (
            ("ABC: class A must end", {"abc_threshold_a": 96}),
            ("between 1 and 120 months", {"horizon_months": 0}),
            ("multiple of 3 months", {"horizon_months": 7}),
            ("XYZ: class X must end", {"xyz_threshold_x": 30}),
            ("requires at least 3 periods, .* only has 2:", {"horizon_months": 6}),
            ("Lifetime value", {"ltv_discount": -1}),
            ("Lifetime value", {"ltv_lifespan": 0}),
            ("Profit shares", {"tier_gold": 0.5}),
            ("Active clients", {"active_days": -1}),
        ):
            with self.assertRaisesRegex(ValidationError, message):
                self._preview(**values)
        for message, values in (
            ("Measure cannot be “profit”", {"measure": "profit"}),
            ("cannot be “much”", {"abc_threshold_a": "much"}),
            ("no such segment settings: luck", {"luck": 1}),
        ):
            with self.assertRaisesRegex(UserError, message):
                self._preview(**values)

    def test_before_the_first_run(self):
        company = self._create_company("Never computed")
        self.manager.company_ids += company
        as_manager = company.with_user(self.manager).with_context(
            allowed_company_ids=company.ids
        )
        preview = as_manager.segment_policy_id.get_preview({})
        self.assertFalse(preview["is_computed"])
        self.assertEqual(preview["as_of"], company._get_segment_today())

    def test_who_may(self):
        with self.assertRaises(AccessError):
            self._preview(self.salesman)
        policy = self.company.segment_policy_id.with_user(self.salesman)
        with self.assertRaises(AccessError):
            policy.action_preview_clients({}, "abc", "a", "b")
        with self.assertRaisesRegex(UserError, "no such axis: partner_id"):
            self._open({}, "partner_id", 1, 2)
        other = self._create_company("Not the manager's")
        with self.assertRaises(AccessError):
            other.segment_policy_id.with_user(self.manager).get_preview({})

    def test_who_sees_the_button(self):
        """Of the administrators, who all see the settings, those it works for."""
        for groups, is_shown in (
            ("base.group_system", False),
            ("base.group_system,sales_team.group_sale_manager", True),
        ):
            user = self._create_user(groups)
            policies = self.env["client.segment.policy"].with_user(user)
            arch = policies.get_view(view_type="form")["arch"]
            self.assertEqual("client_segment_preview" in arch, is_shown, groups)
            if is_shown:
                self._preview(user)

    def test_counts_by_hand(self):
        moves = [
            Move("abc", "a", "a", 3),
            Move("abc", "a", "b", 2),
            Move("abc", None, "b", 1),
            Move("tier", "gold", None, 4),
        ]
        previews = get_previews(("abc", "tier"), moves)
        self.assertEqual(previews["abc"].before, {"a": 5, None: 1})
        self.assertEqual(previews["abc"].after, {"a": 3, "b": 3})
        self.assertEqual(previews["abc"].changed, 3)
        # The larger one first
        self.assertEqual(previews["abc"].moves, moves[1:3])
        self.assertEqual(previews["tier"].changed, 4)
