from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """The survey of the portrait took the language of the installation only, which
    then could not be switched off. Who has chosen several keeps them."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    survey = env.ref("loyalty_program.survey_portrait", raise_if_not_found=False)
    if survey and len(survey.lang_ids) == 1:
        survey.lang_ids = False
