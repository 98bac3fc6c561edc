from odoo.modules.migration import load_script
from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_path

from ...models.playbooks.mail_activity_plan import TEXT_BY_SOURCE

SCRIPT = "client_segmentation/migrations/19.0.1.3.0/post-plan_texts.py"


@tagged("post_install", "-at_install")
class TestMigrationPlans(TransactionCase):
    """The ready-made plans of an older version are reworded."""

    def test_only_what_nobody_has_changed(self):
        script = load_script(file_path(SCRIPT), "plan_texts")
        self.assertLessEqual(
            {new for _old, new in script.WORDINGS}, set(TEXT_BY_SOURCE)
        )
        plan = self.env.ref("client_segmentation.playbook_plan_acquaintance")
        first = self.env.ref("client_segmentation.playbook_task_acquaintance_1")
        second = self.env.ref("client_segmentation.playbook_task_acquaintance_2")
        plan.name = "Make acquaintance"
        first.summary = "Our own words"
        second.summary = "Send one page about us with an example from their trade"
        script.migrate(self.env.cr, "19.0.1.2.0")
        self.assertEqual(plan.name, "Get acquainted")
        self.assertEqual(first.summary, "Our own words")
        self.assertEqual(
            second.summary,
            "Send a one-page profile with an example from their industry",
        )
