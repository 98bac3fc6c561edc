from odoo import SUPERUSER_ID, Command, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.client_segmentation.models.core.doors import need_one

from ...models.dossier.planned_contact import PlannedContact


class KeyAccountSatisfactionAsk(models.TransientModel):
    """Ask people of the client by e-mail how satisfied they are."""

    _name = "key.account.satisfaction.ask"
    _description = "Ask About Satisfaction"
    _inherit = ["key.account.confidential.mixin"]

    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier", required=True, ondelete="cascade"
    )
    contact_ids = fields.Many2many(
        comodel_name="res.partner",
        string="People at the Client",
        compute="_compute_contact_ids",
    )
    partner_ids = fields.Many2many(
        comodel_name="res.partner",
        relation="key_account_satisfaction_ask_partner_rel",
        string="Ask",
        required=True,
        domain="[('id', 'in', contact_ids)]",
    )
    note = fields.Text(
        string="Personal Message",
        help="Shown above the link in the e-mail to the client.",
    )

    @api.depends("dossier_id")
    def _compute_contact_ids(self):
        for wizard in self:
            dossier = wizard.dossier_id.sudo(False)
            wizard.contact_ids = (
                dossier._get_askable_contacts()
                if dossier.has_access("read")
                else dossier.partner_id.browse()
            )

    def action_ask(self):
        need_one(self)
        self.dossier_id.check_access("write")
        self._check_partners()
        self._check_pause()
        survey = self.dossier_id.sudo().company_id._get_key_account_survey()
        if not survey or not any(q._is_recommendation() for q in survey.question_ids):
            raise UserError(
                self.env._(
                    "There is no satisfaction survey with a question on a scale from "
                    "0 to 10. Ask an administrator to choose one in the settings."
                )
            )
        for partner in self.partner_ids:
            self._ask(survey, partner)
        return {"type": "ir.actions.act_window_close"}

    def _check_partners(self):
        strangers = self.partner_ids - self.dossier_id._get_askable_contacts()
        if strangers:
            raise UserError(
                self.env._(
                    "%(names)s: not a contact of the client with an e-mail address.",
                    names=", ".join(strangers.mapped("display_name")),
                )
            )
        if not self.env.user.email:
            raise UserError(
                self.env._("Enter your own e-mail address in your preferences first.")
            )

    def _check_pause(self):
        dossier = self.dossier_id
        contact = PlannedContact(
            dossier.partner_id | self.partner_ids, dossier._get_today(), dossier.user_id
        )
        dossier._refuse_in_pause([contact])

    def _ask(self, survey, partner):
        # In the name of Odoo: managers of key clients need no role in surveys, the
        # answers are hidden from those who have one, and whoever made an answer would
        # follow it, for everybody to see.
        answer = (
            survey.with_user(SUPERUSER_ID)
            .with_context(mail_create_nosubscribe=True, mail_create_nolog=True)
            ._create_answer(partner=partner, check_attempts=False)
        )
        self.env["key.account.satisfaction"].sudo().create(
            {
                "dossier_id": self.dossier_id.id,
                "partner_id": partner.id,
                "user_input_id": answer.id,
                "date": fields.Date.context_today(self),
            }
        )
        # The mail hangs on no document: its list would name the dossier.
        mail = (
            self.env["mail.mail"]
            .sudo()
            .create(self._prepare_mail_values(survey, partner, answer))
        )
        mail.send()

    def _prepare_mail_values(self, survey, partner, answer):
        wizard = self.with_context(lang=partner.lang or self.env.lang)
        survey = survey.with_context(lang=wizard.env.lang)
        body = wizard.env["ir.qweb"]._render(
            "key_account_dossier.satisfaction_mail",
            {
                "partner": partner,
                "note": self.note,
                "survey": survey,
                "link": f"{survey.get_base_url()}{answer.get_start_url()}",
                "sender": self.env.user,
            },
        )
        return {
            "subject": survey.title,
            "body_html": body,
            "email_from": self.env.user.email_formatted,
            "reply_to": self.env.user.email_formatted,
            "recipient_ids": [Command.set(partner.ids)],
            "auto_delete": True,
        }
