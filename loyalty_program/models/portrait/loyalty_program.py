from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.client_segmentation.models.core.doors import need_one

from ..business_case.loyalty_plan import MANAGER
from .client_portrait_mapping import CONSENT


class LoyaltyProgram(models.Model):
    """The questionnaire that members are invited to, and its reward."""

    _inherit = "loyalty.program"

    portrait_survey_id = fields.Many2one(
        comodel_name="survey.survey",
        string="Questionnaire",
        groups=MANAGER,
        help="Members are invited to answer it; their answers fill in the client "
        "portrait.",
    )
    portrait_points = fields.Float(
        aggregator=None,
        string="Points for the Answers",
        groups=MANAGER,
        help="Given once to each client who completes the questionnaire, whether or "
        "not they consent to a portrait.",
    )

    @api.constrains("portrait_survey_id", "portrait_points")
    def _check_portrait(self):
        for program in self.sudo():
            survey = program.portrait_survey_id
            mappings = self.env["client.portrait.mapping"].sudo()
            domain = [("survey_id", "=", survey.id), ("role", "=", CONSENT)]
            if survey and not mappings.search_count(domain):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” does not ask for consent, so no answers could be "
                        "kept.",
                        name=survey.title,
                    )
                )
            if program.portrait_points < 0:
                raise ValidationError(self.env._("Points cannot be negative."))
            if program.portrait_points and not program.is_nominative:
                raise ValidationError(
                    self.env._("Points for answers require a loyalty card program.")
                )

    def action_invite_portrait(self):
        """Send the questionnaire to the members who have not got it yet."""
        need_one(self)
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Only sales managers can invite members."))
        self.check_access("read")
        if not self.portrait_survey_id:
            raise UserError(self.env._("Choose the questionnaire first."))
        domain = [("program_id", "=", self.id), ("state", "=", "active")]
        # The control group is left alone, or there would be nothing to compare with
        domain += [("group", "=", "member")]
        members = self.env["loyalty.member"].search(domain)
        # Managers of sales need not be those of surveys
        portraits = self.env["client.portrait"].sudo()
        invited = portraits._invite(self.sudo(), members.partner_id)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if invited else "info",
                "message": self.env._("Invited: %(count)s.", count=len(invited)),
            },
        }

    def _reward_portrait(self, portrait):
        for program in self:
            client = portrait.partner_id
            if not program.portrait_points or program in portrait.rewarded_program_ids:
                continue
            if not program._filter_entitled(client, program.company_id):
                continue
            cards = self.env["loyalty.card"]
            card = cards.search(
                [("program_id", "=", program.id), ("partner_id", "=", client.id)],
                limit=1,
            ) or cards.create({"program_id": program.id, "partner_id": client.id})
            description = self.env._("Questionnaire answered")
            # For no order
            order = self.env["sale.order"]
            card._move_points(program.portrait_points, description, order)
            portrait.rewarded_program_ids += program
