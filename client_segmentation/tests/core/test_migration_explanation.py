from lxml import etree

from odoo.modules.migration import load_script
from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_path

SCRIPT = "client_segmentation/migrations/19.0.1.2.0/pre-explanation.py"
BEFORE = """
    <field name="segment_explanation" position="before">
        <group name="client_audience">
            <field name="client_audience_id" />
        </group>
    </field>
"""


@tagged("post_install", "-at_install")
class TestMigrationExplanation(TransactionCase):
    def test_audience_stays_on_the_page(self):
        view = self.env.ref("client_segmentation.view_partner_form_audience")
        self.env.cr.execute(
            "UPDATE ir_ui_view SET arch_db = jsonb_build_object('en_US', %s::text)"
            " WHERE id = %s",
            [BEFORE, view.id],
        )
        script = load_script(file_path(SCRIPT), "explanation")
        for _repetition in range(2):
            script.migrate(self.env.cr, "19.0.1.1.0")
        self.env.invalidate_all()
        self.env.registry.clear_cache("templates")
        arch = etree.fromstring(self.env["res.partner"].get_view()["arch"])
        [page] = arch.xpath("//page[@name='client_segments']")
        self.assertEqual(page[0].get("name"), "client_audience")
