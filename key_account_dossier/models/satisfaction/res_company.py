from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    key_account_survey_id = fields.Many2one(
        comodel_name="survey.survey",
        string="Satisfaction Survey",
        default=lambda self: self._default_key_account_survey_id(),
        ondelete="set null",
        help="Sent to people at key clients. One of its questions must have a scale "
        "from 0 to 10.",
        prefetch="key_account_dossier",
    )

    @api.model
    def _default_key_account_survey_id(self):
        name = "key_account_dossier.survey_satisfaction"
        return self.env.ref(name, raise_if_not_found=False)

    @api.constrains("key_account_survey_id")
    def _check_key_account_survey_id(self):
        # As superuser: who edits companies need not have a role in surveys.
        for survey in self.sudo().key_account_survey_id:
            if not any(q._is_recommendation() for q in survey.question_ids):
                raise ValidationError(
                    self.env._(
                        "The survey “%(survey)s” has no question with a scale from 0 "
                        "to 10, which the Net Promoter Score requires.",
                        survey=survey.title,
                    )
                )

    def _get_key_account_survey(self):
        """Return the survey to send, or the template where none is chosen."""
        return self.key_account_survey_id or self._default_key_account_survey_id()
