from odoo import models

from odoo.addons.client_segmentation.arithmetic.core import nps


class SurveyQuestion(models.Model):
    _inherit = "survey.question"

    def _is_recommendation(self):
        """Is this a question of the kind that the Net Promoter Score is made of?"""
        return (
            self.question_type == "scale"
            and self.scale_min == nps.LOWEST
            and self.scale_max == nps.HIGHEST
        )
