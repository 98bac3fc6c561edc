from odoo import fields, models


class SurveyUserInput(models.Model):
    """A finished questionnaire fills the portrait of the client, and is rewarded."""

    _inherit = "survey.user_input"

    portrait_program_id = fields.Many2one(
        comodel_name="loyalty.program",
        string="Invited By",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    def _mark_done(self):
        res = super()._mark_done()
        # Clients answer as visitors of the website
        self.sudo()._fill_portraits()
        return res

    def _fill_portraits(self):
        mapped = self.env["client.portrait.mapping"].search(
            [("survey_id", "in", self.survey_id.ids)]
        )
        for answer in self.filtered(
            lambda a: (
                a.survey_id in mapped.survey_id and a.partner_id and not a.test_entry
            )
        ):
            client = answer.partner_id.commercial_partner_id
            company = answer.portrait_program_id.company_id or self.env.company
            portraits = self.env["client.portrait"].with_company(company)
            portrait = portraits._get_or_create(client)[client]
            portrait._fill(answer)
            answer.portrait_program_id._reward_portrait(portrait)

    def _forget_client(self):
        """Keep that somebody answered, but neither who nor what."""
        self.user_input_line_ids.unlink()
        # The invitation tells who it was
        self.message_ids.unlink()
        self.message_follower_ids.unlink()
        self.write({"partner_id": False, "email": False, "nickname": False})
