import secrets
from datetime import date

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .client_portrait_mapping import CONSENT

STATES = [
    ("invited", "Invited"),
    ("consented", "Consented"),
    ("refused", "Refused"),
    ("withdrawn", "Withdrawn"),
]


class ClientPortrait(models.Model):
    """What a client has told about itself, with its consent, and may take back."""

    _name = "client.portrait"
    _description = "Client Portrait"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        # Goes with the contact
        ondelete="cascade",
    )
    state = fields.Selection(
        selection=STATES,
        default="invited",
        required=True,
        readonly=True,
    )
    invited_on = fields.Date(readonly=True)
    consented_on = fields.Date(readonly=True)
    withdrawn_on = fields.Date(readonly=True)
    rewarded_program_ids = fields.Many2many(
        comodel_name="loyalty.program", readonly=True, string="Rewarded By"
    )
    access_token = fields.Char(
        default=lambda self: secrets.token_urlsafe(24),
        required=True,
        copy=False,
        groups="base.group_system",
    )
    value_ids = fields.One2many(
        comodel_name="client.portrait.value", inverse_name="portrait_id", readonly=True
    )

    _partner_uniq = models.UniqueIndex(
        "(partner_id)", "The client already has a portrait."
    )

    def action_withdraw(self):
        """For the client: whoever may read the portrait can do it in its name."""
        self.check_access("read")
        # Salespeople write neither portraits nor surveys
        self.sudo()._withdraw()

    def _withdraw(self):
        """Delete what was told, questionnaires included, and invite no more."""
        self._delete_answers()
        today = fields.Date.context_today(self)
        self.write({"state": "withdrawn", "withdrawn_on": today})

    def _delete_answers(self):
        self.value_ids.unlink()
        inputs = self.env["survey.user_input"]
        mapped = self.env["client.portrait.mapping"].search(
            [("survey_id", "!=", False)]
        )
        # Not as the salesperson, to whom it is closed which programs ask
        programs = self.env["loyalty.program"].with_user(SUPERUSER_ID)
        asking = programs.with_context(active_test=False).search(
            [("portrait_survey_id", "!=", False)]
        )
        surveys = mapped.survey_id | asking.portrait_survey_id
        # What members were invited to, too, though it fills nothing any more
        inputs.search(
            Domain("partner_id", "child_of", self.partner_id.ids)
            & (
                Domain("survey_id", "in", surveys.ids)
                | Domain("portrait_program_id", "!=", False)
            )
        ).unlink()

    def _merge_into_one(self, client):
        """Leave one portrait before all these clients become ``client``: a withdrawal
        holds for all of them, otherwise the latest consent counts."""
        kept = self.sorted(
            lambda portrait: (
                portrait.state == "withdrawn",
                portrait.state == "consented",
                portrait.consented_on or date.min,
                portrait.partner_id == client,
            )
        )[-1:]
        others = self - kept
        if kept.state == "withdrawn":
            others._delete_answers()
        kept.rewarded_program_ids |= others.rewarded_program_ids
        # The one that stays tells that the client has withdrawn.
        others.state = "refused"
        others.unlink()

    def _get_withdraw_url(self):
        self.ensure_one()
        return f"{self.get_base_url()}/loyalty/portrait/{self.sudo().access_token}"

    @api.model
    def _get_or_create(self, clients):
        """Return ``{client: portrait}``."""
        portraits = self.search([("partner_id", "in", clients.ids)])
        missing = clients - portraits.partner_id
        portraits += self.create([{"partner_id": client.id} for client in missing])
        return {portrait.partner_id: portrait for portrait in portraits}

    def _fill(self, user_input):
        """Take the answers of a finished questionnaire."""
        self.ensure_one()
        mappings = self.env["client.portrait.mapping"].search(
            [("survey_id", "=", user_input.survey_id.id)]
        )
        consent = mappings.filtered(lambda mapping: mapping.role == CONSENT)
        lines = user_input.user_input_line_ids.filtered(lambda line: not line.skipped)
        chosen = lines.suggested_answer_id & consent.consent_answer_id
        if not chosen:
            user_input._forget_client()
            # A consent of before stays; only the client's withdrawal ends it
            if self.state == "invited":
                self.state = "refused"
            return
        self._replace_values(mappings - consent, lines)
        today = fields.Date.context_today(self)
        self.write({"state": "consented", "consented_on": today, "withdrawn_on": False})

    def _replace_values(self, mappings, lines):
        client = self.partner_id
        vals_list = []
        for mapping in mappings:
            found = lines.filtered(
                lambda line, m=mapping: line.question_id == m.question_id
            )
            for line in found:
                vals_list.append(
                    {
                        "portrait_id": self.id,
                        "attribute_id": mapping.attribute_id.id,
                        "answered_on": fields.Date.context_today(self),
                        "tier": client.segment_tier,
                        "abc": client.segment_abc,
                        "rfm": client.segment_rfm,
                        **self._read_line(line),
                    }
                )
        answered = mappings.attribute_id
        self.value_ids.filtered(lambda value: value.attribute_id in answered).unlink()
        self.env["client.portrait.value"].create(vals_list)

    @api.model
    def _read_line(self, line):
        number = {
            "numerical_box": line.value_numerical_box,
            "scale": line.value_scale,
        }.get(line.answer_type)
        if number is not None:
            return {"value": f"{number:g}", "number": number}
        # In one language, whatever the client's, or the same answer counts as two
        answer = line.suggested_answer_id.with_context(
            lang=self.env.company.partner_id.lang
        )
        text = answer.value or line.value_char_box
        return {"value": text or line.value_text_box or "–"}

    @api.model
    def _invite(self, program, clients):
        """Send the questionnaire of a program; return the clients it goes to."""
        portraits = self._get_or_create(clients)
        invited = clients.filtered(
            lambda client: (
                client.email
                and portraits[client].state == "invited"
                and not portraits[client].invited_on
            )
        )
        template = self.env.ref("loyalty_program.mail_template_portrait")
        for client in invited:
            answer = program.portrait_survey_id._create_answer(
                partner=client, check_attempts=False, portrait_program_id=program.id
            )
            portraits[client].invited_on = fields.Date.context_today(self)
            template.with_context(
                withdraw_url=portraits[client]._get_withdraw_url()
            ).send_mail(answer.id)
        return invited

    @api.ondelete(at_uninstall=False)
    def _unlink_except_withdrawn(self):
        if any(portrait.state == "withdrawn" for portrait in self):
            raise UserError(
                self.env._(
                    "The empty portrait is kept as a record that the client must not "
                    "be invited again."
                )
            )
