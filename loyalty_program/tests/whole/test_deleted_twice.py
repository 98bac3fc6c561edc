from odoo.fields import Command
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDeletedTwice(TransactionCase):
    """Somebody else was faster: Odoo lets what is gone be deleted."""

    def test_records_of_odoo(self):
        program = self.env["loyalty.program"].create(
            {
                "name": "Wallet",
                "program_type": "ewallet",
                "rule_ids": [Command.create({}), Command.create({})],
                "reward_ids": [Command.create({})],
            }
        )
        rule = program.rule_ids[1]
        rule.unlink()
        self.assertTrue(rule.unlink())

    def test_survey_keeps_no_language_switched_on(self):
        survey = self.env.ref("loyalty_program.survey_portrait")
        self.assertFalse(survey.lang_ids)
