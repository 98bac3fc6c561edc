from odoo.modules.migration import load_script
from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_path

SCRIPT = "client_segmentation/migrations/19.0.1.3.0/post-point_of_sale.py"


@tagged("post_install", "-at_install")
class TestMigrationPointOfSale(TransactionCase):
    def test_off_where_the_add_on_was_in_use(self):
        policy = self.env.company.segment_policy_id
        policy.count_pos_orders = True
        self.env.flush_all()
        script = load_script(file_path(SCRIPT), "point_of_sale")
        script.migrate(self.env.cr, None)
        policy.invalidate_recordset()
        self.assertTrue(policy.count_pos_orders)
        script.migrate(self.env.cr, "19.0.1.2.0")
        policy.invalidate_recordset()
        self.assertFalse(policy.count_pos_orders)

    def test_on_in_a_new_company(self):
        company = self.env["res.company"].create({"name": "New", "logo": False})
        self.assertTrue(company.segment_policy_id.count_pos_orders)
