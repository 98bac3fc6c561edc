from odoo import models

from .survey_user_input import HIDE_ASKED


class SurveySurvey(models.Model):
    _inherit = "survey.survey"

    def _prepare_statistics(self, user_input_lines=None):
        # Core counts as superuser, and all answers for who may see none.
        survey = self.with_context(**{HIDE_ASKED: True})
        return super(SurveySurvey, survey)._prepare_statistics(user_input_lines)
