from odoo.modules.migration import load_script
from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_path

SCRIPT = "key_account_dossier/migrations/19.0.1.4.0/pre-dossier_form.py"
# A part of the form as it was: its page is a section now.
BEFORE = """
    <page name="whitespace" position="after">
        <page string="Satisfaction" name="satisfaction" />
    </page>
"""


@tagged("post_install", "-at_install")
class TestMigrationForm(TransactionCase):
    def test_old_parts_do_not_stop_the_update(self):
        form = self.env.ref("key_account_dossier.key_account_dossier_view_form")
        part = self.env.ref(
            "key_account_dossier.key_account_dossier_view_form_satisfaction"
        )
        script = load_script(file_path(SCRIPT), "dossier_form")
        emptied = [f"key_account_dossier.{name}" for name in script.VIEWS]
        views = self.env["ir.ui.view"].union(*map(self.env.ref, emptied))
        # What builds on them came later.
        (views.inherit_children_ids - views).active = False
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_ui_view SET arch_db = jsonb_build_object('en_US', %s::text)"
            " WHERE id = %s",
            [BEFORE, part.id],
        )
        for _repetition in range(2):
            script.migrate(self.env.cr, "19.0.1.3.0")
        self.env.invalidate_all()
        self.env.registry.clear_cache("templates")
        self.assertEqual(part.arch_db, "<data/>")
        form._check_xml()
        self.assertTrue(self.env["key.account.dossier"].get_view(form.id)["arch"])
