from odoo.modules.migration import load_script
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL
from odoo.tools.misc import file_path

SCRIPT = "client_segmentation/migrations/19.0.1.2.0/post-company_settings.py"

# Settings that did not exist when companies had them
LATER = {
    "day_aside_share",
    "count_pos_orders",
    "day_is_start",
    "day_limit",
    "day_quotation_days",
    "day_second_order_days",
    "hot_months",
    "playbook_aside_share",
    "publish_state",
    "state_min_intervals",
    "state_mode",
    "state_new_days",
    "state_new_purchases",
    "state_sleeping",
    "state_slowing",
    "use_state",
}


@tagged("post_install", "-at_install")
class TestMigrationPolicy(TransactionCase):
    """What companies had set is in their policies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.script = load_script(file_path(SCRIPT), "policy_post_migration")
        cls.companies = cls.env["res.company"].create(
            [{"name": "Strict"}, {"name": "Untouched"}]
        )
        cls.policies = cls.companies.segment_policy_id

    def _add_columns(self, columns):
        """As they were before the update."""
        for name, kind in columns.items():
            self.env.cr.execute(
                SQL(
                    "ALTER TABLE res_company ADD %s %s",
                    SQL.identifier(name),
                    SQL(kind),
                )
            )

    def _set(self, company, **values):
        for name, value in values.items():
            self.env.cr.execute(
                SQL(
                    "UPDATE res_company SET %s = %s WHERE id = %s",
                    SQL.identifier(name),
                    value,
                    company.id,
                )
            )

    def test_each_setting_has_its_old_name(self):
        names = self.policies._get_setting_names()
        self.assertEqual(set(self.script.SETTINGS.values()), names - LATER)

    def test_nothing_is_switched_off(self):
        """What could not be switched off in the version before was on."""
        self.assertFalse(any(self.policies.mapped("use_xyz")))
        self.script.migrate(self.env.cr, "19.0.1.1.0")
        self.env.invalidate_all()
        for policy in self.policies:
            for switch in policy._get_switches():
                self.assertTrue(policy[switch], switch)

    def test_nothing_is_lost(self):
        stage = self.env["crm.stage"].search([], limit=1)
        self._add_columns(
            {
                "segment_source": "varchar DEFAULT 'order'",
                "segment_abc_threshold_a": "double precision",
                "segment_horizon_months": "integer",
                "segment_buyer_types": "boolean",
                "segment_publish_rfm": "boolean",
                "segment_warm_stage_id": "integer",
                "client_playbook_limit": "integer",
                "qualification_enabled": "boolean",
            }
        )
        strict, untouched = self.companies
        self._set(
            strict,
            segment_source="invoice",
            segment_abc_threshold_a=70.5,
            segment_horizon_months=24,
            segment_buyer_types=False,
            segment_publish_rfm=True,
            segment_warm_stage_id=stage.id,
            client_playbook_limit=0,
            qualification_enabled=False,
        )
        self._set(
            untouched,
            segment_source="order",
            segment_abc_threshold_a=80,
            segment_horizon_months=12,
            segment_buyer_types=True,
            segment_publish_rfm=False,
            client_playbook_limit=50,
            qualification_enabled=True,
        )
        self.script.migrate(self.env.cr, "19.0.1.1.0")
        self.env.invalidate_all()
        self.assertRecordValues(
            self.policies,
            [
                {
                    "source": "invoice",
                    "abc_threshold_a": 70.5,
                    "horizon_months": 24,
                    "use_buyer_type": False,
                    "publish_rfm": True,
                    "warm_stage_id": stage.id,
                    "playbook_limit": 0,
                    "use_qualification": False,
                    # Not there in older versions
                    "active_days": 90,
                },
                {
                    "source": "order",
                    "abc_threshold_a": 80,
                    "horizon_months": 12,
                    "use_buyer_type": True,
                    "publish_rfm": False,
                    "warm_stage_id": False,
                    "playbook_limit": 50,
                    "use_qualification": True,
                    "active_days": 90,
                },
            ],
        )

    def test_defaults_of_the_user(self):
        old = self.env["ir.model.fields"]._get("res.company", "name")
        default = self.env["ir.default"].create(
            {"field_id": old.id, "json_value": "60.0"}
        )
        self.env.flush_all()
        # The field of the company is gone, but for its name.
        self.env.cr.execute(
            "UPDATE ir_model_fields SET name = 'segment_abc_threshold_a' WHERE id = %s",
            [old.id],
        )
        self.script.migrate(self.env.cr, "19.0.1.1.0")
        self.env.invalidate_all()
        self.assertEqual(default.field_id.model, "client.segment.policy")
        self.assertEqual(default.field_id.name, "abc_threshold_a")

    def test_new_installation(self):
        self.script.migrate(self.env.cr, None)
        self.assertEqual(self.policies.mapped("abc_threshold_a"), [80, 80])
