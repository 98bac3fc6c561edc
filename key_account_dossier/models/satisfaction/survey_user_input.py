from functools import partial

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

# Context in which not even the superuser finds these answers
HIDE_ASKED = "key_account_hide_asked"


class KeyAccountAnswerMixin(models.AbstractModel):
    """Hide the answers that were asked for from a dossier.

    Who was asked, and when, would tell that there is a dossier; and the answer is
    part of it. So nobody finds these in the Surveys application, its managers and the
    keepers of the dossier included: the latter see them on the dossier. The public
    page of the survey works with elevated rights and a token, and goes on.
    """

    _name = "key.account.answer.mixin"
    _description = "Survey Answer That May Belong to a Dossier"

    # How to get from this model to the answers of one person.
    _answer_path = "id"

    @api.model
    def _get_asked_domain(self):
        self.env["key.account.satisfaction"].flush_model(["user_input_id"])
        asked = SQL(
            "(SELECT user_input_id FROM key_account_satisfaction"
            " WHERE user_input_id IS NOT NULL)"
        )
        return Domain(self._answer_path, "in", asked)

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        is_free = self.env.su or bypass_access
        if not is_free or self.env.context.get(HIDE_ASKED):
            domain = Domain(domain) & ~self._get_asked_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not any(self._ids):
            return result
        own = Domain("id", "in", self._origin.ids)
        # As superuser: to know which ones to refuse.
        hidden = self.sudo().search(own & self._get_asked_domain()).sudo(False)
        if not hidden:
            return result
        error = partial(self.env["ir.rule"]._make_access_error, operation, hidden)
        return (result[0] | hidden if result else hidden), error


class SurveyUserInput(models.Model):
    _name = "survey.user_input"
    _inherit = ["key.account.answer.mixin", "survey.user_input"]

    def _mark_done(self):
        result = super()._mark_done()
        # As superuser: the public answers here, and may not know where it goes.
        satisfaction = self.env["key.account.satisfaction"].sudo()
        satisfaction.search([("user_input_id", "in", self.ids)])._take_answers()
        return result

    def _notify_new_participation_subscribers(self):
        # Whoever follows the survey would be told the name of the client.
        asked = self.sudo().filtered_domain(self._get_asked_domain())
        others = self - asked.with_env(self.env)
        return super(SurveyUserInput, others)._notify_new_participation_subscribers()


class SurveyUserInputLine(models.Model):
    _name = "survey.user_input.line"
    _inherit = ["key.account.answer.mixin", "survey.user_input.line"]

    _answer_path = "user_input_id"
