from dataclasses import replace

from odoo import fields, models
from odoo.fields import Domain

from ...arithmetic.core.temperature import WarmSignals
from ..core import segment_axes


class ClientSegmentPolicy(models.Model):
    """What makes a client warm."""

    _inherit = "client.segment.policy"

    warm_opportunity = fields.Boolean(
        string="Opportunity",
        default=True,
    )
    warm_stage_id = fields.Many2one(
        comodel_name="crm.stage",
        string="From Stage",
        ondelete="set null",
        help="Opportunities in this stage or a later one are beyond first contact."
        " Without a stage, those beyond the first one are.",
    )
    warm_quotation = fields.Boolean(
        string="Quotation Sent",
        default=True,
    )
    warm_message = fields.Boolean(
        string="Incoming Message",
        default=True,
        help="An e-mail, or a message in the portal or a chat, written by a contact"
        " of the client.",
    )
    warm_meeting = fields.Boolean(
        string="Meeting Held",
        default=True,
        help="A meeting that is over, which a contact of the client was invited to"
        " and has not declined.",
    )
    warm_mailing_reply = fields.Boolean(
        string="Reply to Mailing",
        default=True,
    )
    warm_mailing_click = fields.Boolean(
        string="Click in Mailing",
        default=True,
    )
    temperature_order = fields.Selection(
        selection=segment_axes.TEMPERATURE_ORDERS,
        string="Recommended Order",
        default="warm_hot_cold",
        help="Which temperature should have the most clients, which the fewest. It"
        " depends on the market; without it nothing is checked.",
    )

    def _get_settings(self):
        return replace(
            super()._get_settings(),
            warm=WarmSignals(
                kinds=tuple(
                    kind
                    for kind, _label in segment_axes.WARM_SIGNALS
                    if self[f"warm_{kind}"]
                ),
                stage_ids=tuple(self._get_warm_stages().ids),
            ),
        )

    def _get_warm_stages(self):
        """Return the stages of opportunities beyond first contact."""
        # Who sets the policy need not have a role in the CRM.
        stages = self.env["crm.stage"].sudo().search(Domain.TRUE)
        if self.warm_stage_id:
            place = stages.ids.index(self.warm_stage_id.id)
            return stages[place:]
        # A pipeline of a team's own has a first stage of its own.
        first_stages = stages.filtered(lambda stage: not stage.team_ids)[:1]
        for team in stages.team_ids:
            first_stages |= stages.filtered(
                lambda stage, team=team: not stage.team_ids or team in stage.team_ids
            )[:1]
        return stages - first_stages
