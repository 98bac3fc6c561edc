from odoo.tests import tagged

from ..common import SegmentationCommon

OTHERS = (
    *("state", "temperature", "xyz", "tier", "is_key", "is_mono", "rfm", "is_active"),
    "is_stalling",
)


@tagged("post_install", "-at_install")
class TestAxes(SegmentationCommon):
    """A company that wants only ABC sees only ABC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client, cls.small = cls._create_clients(client=90, small=10)
        cls._run_on()
        cls.partners = cls.env["res.partner"].with_user(cls.salesman)

    def _use_only_abc(self):
        self.company.segment_policy_id.write(
            {
                **{f"use_{name}": False for name in OTHERS},
                "use_buyer_type": False,
                "use_ltv": False,
                "use_audience": False,
                "use_purchase_timing": False,
                "use_qualification": False,
                "use_playbooks": False,
                "use_terms": False,
            }
        )
        self.env.flush_all()

    def _get_arch(self, view_type):
        name = f"client_segmentation.client_segment_partner_view_{view_type}"
        return self.partners.get_view(self.env.ref(name).id, view_type)["arch"]

    def test_nothing_else_is_computed(self):
        self.assertTrue(self.client.segment_rfm)
        self.assertTrue(self.client.segment_is_mono)
        self._use_only_abc()
        self._run_on()
        self.assertEqual(self.client.segment_abc, "a")
        for name in OTHERS:
            self.assertFalse(self.client[f"segment_{name}"], name)
        self.assertFalse(self.client.segment_abcxyz)
        self.assertFalse(self.client.segment_buyer_type)

    def test_a_switch_happens_to_no_client(self):
        domain = [("company_id", "=", self.company.id)]
        before = self.env["client.segment.history"].search_count(domain)
        self._use_only_abc()
        self._run_on()
        self.company.segment_policy_id.use_tier = True
        self._run_on()
        self.assertEqual(self.client.segment_tier, "gold")
        after = self.env["client.segment.history"].search_count(domain)
        self.assertEqual(before, after)

    def test_nothing_else_is_shown(self):
        for view_type in ("list", "search"):
            arch = self._get_arch(view_type)
            self.assertIn("segment_xyz", arch)
            self.assertIn("segment_tier", arch)
        self._use_only_abc()
        for view_type in ("list", "search"):
            arch = self._get_arch(view_type)
            self.assertIn("segment_abc", arch)
            for name in (*OTHERS, "buyer_type", "abcxyz"):
                self.assertNotIn(f"segment_{name}", arch)
        described = self.partners.fields_get(["segment_xyz", "segment_abc"])
        self.assertFalse(described["segment_xyz"]["groupable"])
        self.assertTrue(described["segment_abc"]["groupable"])

    def test_orders_and_opportunities(self):
        for model in ("sale.order", "crm.lead", "sale.report"):
            Model = self.env[model].with_user(self.salesman)
            arch = Model.get_view(view_type="search")["arch"]
            self.assertIn("segment_temperature", arch, model)
        self._use_only_abc()
        for model in ("sale.order", "crm.lead", "sale.report"):
            Model = self.env[model].with_user(self.salesman)
            arch = Model.get_view(view_type="search")["arch"]
            self.assertIn("segment_abc", arch, model)
            self.assertNotIn("segment_temperature", arch, model)

    def test_forms(self):
        parts = {
            "res.partner": (
                "segment_playbook",
                "action_start_playbook",
                "client_terms",
                "client_discount_limit",
                "client_audience",
                "price_list",
            ),
            "crm.lead": (
                *("purchase_timing", "qualification", "client_audience"),
                *("postponement_count", "is_stalling"),
            ),
            "sale.order": ("client_terms",),
        }
        for model, names in parts.items():
            arch = self._get_form(model)
            for name in names:
                self.assertTrue(f'="{name}' in arch, (model, name))
        self._use_only_abc()
        for model, names in parts.items():
            arch = self._get_form(model)
            for name in names:
                self.assertFalse(f'name="{name}' in arch, (model, name))
                self.assertFalse(f'for="{name}' in arch, (model, name))

    def _get_form(self, model):
        records = self.env[model].with_user(self.manager)
        arch = records.get_view(view_type="form")["arch"]
        if model == "res.partner":
            # A page of the contact is a view of its own.
            page = self.env.ref("client_segmentation.client_segments_view_form")
            arch += records.get_view(page.id, "form")["arch"]
        return arch

    def test_other_companies_see_all(self):
        self._use_only_abc()
        other = self._create_company("Other company of the switch")
        partners = self.env["res.partner"].with_company(other)
        described = partners.fields_get(["segment_xyz"])
        self.assertTrue(described["segment_xyz"]["groupable"])

    def test_explanation(self):
        client = self.client.with_user(self.salesman)
        self.assertIn("RFM", client.segment_explanation)
        self._use_only_abc()
        self._run_on()
        self.env.invalidate_all()
        self.assertIn("ABC", client.segment_explanation)
        for title in ("RFM", "XYZ", "Share of profit", "Temperature"):
            self.assertNotIn(title, client.segment_explanation)

    def test_explanation_for_the_head_of_sales(self):
        client = self.client.with_user(self.manager)
        self.assertIn("Lifetime value", client.segment_explanation)
        self._use_only_abc()
        self.env.invalidate_all()
        self.assertNotIn("Lifetime value", client.segment_explanation)
        described = client.fields_get(["segment_ltv"])
        self.assertFalse(described["segment_ltv"]["exportable"])

    def test_overview(self):
        Segment = self.env["client.segment"].with_user(self.salesman)
        overview = Segment.get_overview()
        self.assertEqual(overview["matrix"]["an"]["count"], 1)
        self._use_only_abc()
        self._run_on()
        overview = Segment.get_overview()
        self.assertFalse(overview["matrix"])
        self.assertFalse(overview["order_check"])
        self.assertEqual(overview["total"]["count"], 2)
        self.assertEqual([row["count"] for row in overview["abc"]], [1, 1, 0])
        self.assertEqual((overview["tier"], overview["rfm"]), ([], []))

    def test_menus(self):
        menus = self.env["ir.ui.menu"].with_user(self.manager)
        shown = [
            self.env.ref(f"client_segmentation.client_{name}_menu").id
            for name in (
                "segment_rfm_rule",
                "segment_playbook",
                "segment_terms",
                "audience",
            )
        ]
        self.assertFalse({*shown} & {*menus._load_menus_blacklist()})
        self._use_only_abc()
        self.assertLessEqual({*shown}, {*menus._load_menus_blacklist()})

    def test_menus_follow_each_switch_at_once(self):
        """As the web client gets them: from a cache."""
        menus = self.env["ir.ui.menu"].with_user(self.manager)
        policy = self.company.segment_policy_id
        switched = set()
        for switch, names in policy._get_switches().items():
            records = [self.env.ref(name) for name in names if "." in name]
            ids = {menu.id for menu in records if menu._name == menus._name}
            if not ids:
                continue
            switched.add(switch)
            ids &= menus._visible_menu_ids()
            self.assertTrue(ids, switch)
            with self.subTest(switch):
                self.assertLessEqual(ids, menus.load_menus(False).keys())
                policy[switch] = False
                self.assertFalse(ids & menus.load_menus(False).keys())
                policy[switch] = True
                self.assertLessEqual(ids, menus.load_menus(False).keys())
        self.assertEqual(
            switched,
            {"use_playbooks", "use_terms", "use_audience", "use_rfm"},
        )

    def test_pins(self):
        def get_axes():
            pins = self.env["client.segment.pin"].with_user(self.salesman)
            described = pins.fields_get(["segment_class"])["segment_class"]
            return {key.split(":")[0] for key, _label in described["selection"]}

        self.assertLessEqual({"abc", "rfm", "buyer_type"}, get_axes())
        self._use_only_abc()
        self.assertEqual(get_axes(), {"abc"})

    def test_action_of_contacts(self):
        launch = self.env.ref(
            "client_segmentation.client_segment_playbook_launch_action"
        )

        def get_actions():
            bindings = self.env["ir.actions.actions"].with_user(self.salesman)
            bindings = bindings.get_bindings("res.partner")
            return [action["id"] for action in bindings.get("action", [])]

        self.assertIn(launch.id, get_actions())
        self._use_only_abc()
        self.assertNotIn(launch.id, get_actions())
