from dataclasses import replace

from odoo import fields, models
from odoo.fields import Domain

from ...arithmetic.core.temperature import WarmSignals
from ..core import segment_axes
from ..signals.warm_signals import WARM_SIGNALS


class ClientSegmentPolicy(models.Model):
    """What makes a client warm."""

    _inherit = "client.segment.policy"

    for _signal in WARM_SIGNALS:
        locals()[_signal.switch_field] = fields.Boolean(
            string=_signal.label, default=_signal.is_default, help=_signal.help
        )
    del _signal
    warm_stage_id = fields.Many2one(
        comodel_name="crm.stage",
        string="From Stage",
        ondelete="set null",
        help="Opportunities in this stage or a later one are beyond first contact. If "
        "empty, this applies to all stages after the first.",
    )
    temperature_order = fields.Selection(
        selection=segment_axes.TEMPERATURE_ORDERS,
        string="Recommended Order",
        default="warm_hot_cold",
        help="Temperatures in the order you want, from most clients to fewest. It "
        "depends on your market; leave it empty to skip the check.",
    )

    def _get_settings(self):
        return replace(
            super()._get_settings(),
            warm=WarmSignals(
                kinds=tuple(
                    signal.kind for signal in WARM_SIGNALS if self[signal.switch_field]
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
