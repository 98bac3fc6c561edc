from odoo import fields
from odoo.orm import model_classes
from odoo.tests import tagged

from ..common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestSwitches(SegmentationCommon):
    """A switch hides what is named for it, and nothing of others, whatever they call
    it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # As another module would add it
        cls._add_field("qualification_date")
        cls.env["ir.ui.view"].create(
            [
                {
                    "name": "foreign search",
                    "model": "crm.lead",
                    "inherit_id": cls.env.ref(
                        "crm.view_crm_case_opportunities_filter"
                    ).id,
                    "arch": """
                        <search position="inside">
                            <field name="qualification_date"/>
                            <filter name="qualification_late" string="Late"
                                domain="[('qualification_date', '=', False)]"/>
                            <filter name="purchase_timing_of_others" string="Type"
                                domain="[('type', '=', 'purchase_timing')]"/>
                            <filter name="group_qualification_date" string="Day"
                                context="{'group_by': 'create_date:day'}"/>
                        </search>""",
                },
                {
                    "name": "foreign form",
                    "model": "crm.lead",
                    "inherit_id": cls.env.ref("crm.crm_lead_view_form").id,
                    "arch": """
                        <sheet position="inside">
                            <group name="qualification_of_others">
                                <label for="qualification_date"/>
                                <field name="qualification_date"/>
                            </group>
                            <div name="price_list_of_others"/>
                        </sheet>""",
                },
            ]
        )
        cls.policy = cls.company.segment_policy_id

    @classmethod
    def _add_field(cls, name):
        lead_class = cls.env.registry["crm.lead"]
        field = fields.Date(
            name,
            compute=lambda leads: None,
            search=lambda leads, operator, value: [],
            store=False,
        )
        field._module = "others"
        setattr(lead_class, name, field)
        model_classes.add_field(lead_class, name, field)
        cls.addClassCleanup(model_classes.pop_field, lead_class, name)
        field.setup(cls.env["crm.lead"])

    def _get_arch(self, view_type):
        Lead = self.env["crm.lead"].with_user(self.manager)
        return Lead.get_view(view_type=view_type)["arch"]

    def _switch_all_off(self):
        self.policy.write(dict.fromkeys(self.policy._get_switches(), False))

    def test_views_of_others(self):
        self._switch_all_off()
        search, form = self._get_arch("search"), self._get_arch("form")
        for name in (
            "qualification_date",
            "qualification_late",
            "purchase_timing_of_others",
            "group_qualification_date",
        ):
            self.assertIn(f'name="{name}"', search)
        for name in ("qualification_of_others", "price_list_of_others"):
            self.assertIn(f'name="{name}"', form)
        self.assertIn('for="qualification_date"', form)

    def test_our_own_go(self):
        names = {
            "search": ("qualification_full", "purchase_timing_is_urgent", "stalling"),
            "form": ("qualification_page", "price_list_chain", "purchase_timing"),
        }
        for view_type, expected in names.items():
            arch = self._get_arch(view_type)
            for name in expected:
                self.assertIn(f'name="{name}"', arch)
        self._switch_all_off()
        for view_type, expected in names.items():
            arch = self._get_arch(view_type)
            for name in expected:
                self.assertNotIn(f'name="{name}"', arch)

    def test_fields_of_others(self):
        self._switch_all_off()
        Lead = self.env["crm.lead"].with_user(self.manager)
        described = Lead.fields_get(["qualification_date", "segment_abc"])
        self.assertTrue(described["qualification_date"]["exportable"])
        self.assertFalse(described["segment_abc"]["exportable"])

    def test_what_is_named_is_there(self):
        """A name that is written wrongly hides nothing."""
        known = {
            name
            for model in self.env.registry.models.values()
            for name in model._fields
        }
        nodes = " ".join(self.env["ir.ui.view"].search([]).mapped("arch_db"))
        for switch, names in self.policy._get_switches().items():
            self.assertIsInstance(self.policy[switch], bool)
            for name in names:
                with self.subTest(name):
                    if "." in name:
                        self.assertIn(
                            self.env.ref(name)._name,
                            ("ir.ui.menu", "ir.actions.act_window"),
                        )
                    else:
                        self.assertTrue(name in known or f'name="{name}"' in nodes)
