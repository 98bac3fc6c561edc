from odoo import api, fields, models
from odoo.exceptions import ValidationError

CONSENT = "consent"
# Kind of the attribute -> types of questions that can fill it
QUESTION_TYPES = {
    "choice": ("simple_choice", "multiple_choice"),
    "number": ("numerical_box", "scale"),
    "text": ("char_box", "text_box"),
}


class ClientPortraitMapping(models.Model):
    """Which question of a questionnaire fills which attribute of the portrait.

    One question of the questionnaire asks for consent: without it, nothing is kept.
    """

    _name = "client.portrait.mapping"
    _description = "Portrait Mapping"
    _order = "survey_id, id"
    _rec_name = "question_id"

    survey_id = fields.Many2one(related="question_id.survey_id", store=True)
    question_id = fields.Many2one(
        comodel_name="survey.question",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("is_page", "=", False)],
    )
    role = fields.Selection(
        selection=[
            ("attribute", "Fills In an Attribute"),
            (CONSENT, "Asks for Consent"),
        ],
        required=True,
        default="attribute",
    )
    attribute_id = fields.Many2one(
        comodel_name="client.portrait.attribute", ondelete="cascade", index=True
    )
    consent_answer_id = fields.Many2one(
        comodel_name="survey.question.answer",
        string="Answer That Gives Consent",
        domain="[('question_id', '=', question_id)]",
        ondelete="restrict",
    )

    _question_uniq = models.UniqueIndex(
        "(question_id)", "The question already fills in an attribute."
    )

    @api.constrains("role", "attribute_id", "consent_answer_id", "question_id")
    def _check_role(self):
        for mapping in self:
            if mapping.role == CONSENT:
                problem = mapping._get_consent_problem()
            else:
                problem = mapping._get_attribute_problem()
            if problem:
                raise ValidationError(problem)

    def _get_consent_problem(self):
        if self.consent_answer_id.question_id != self.question_id:
            return self.env._("Choose the answer that gives consent.")
        domain = [("survey_id", "=", self.survey_id.id), ("role", "=", CONSENT)]
        if self.search_count(domain) > 1:
            return self.env._(
                "Only one question of a questionnaire can ask for consent."
            )

    def _get_attribute_problem(self):
        if not self.attribute_id:
            return self.env._("Choose the attribute that the question fills in.")
        if self.question_id.question_type not in QUESTION_TYPES[self.attribute_id.kind]:
            return self.env._(
                "The question “%(question)s” cannot fill in “%(attribute)s”: its "
                "answers are of a different kind.",
                question=self.question_id.title,
                attribute=self.attribute_id.name,
            )
