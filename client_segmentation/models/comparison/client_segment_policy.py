from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...sql.comparison.aside import is_kept_aside


class ClientSegmentPolicy(models.Model):
    """How many clients automatic starts of playbooks leave aside."""

    _inherit = "client.segment.policy"

    playbook_aside_share = fields.Integer(
        string="Kept Aside by Playbooks (%)",
        default=10,
        aggregator=None,
    )

    @api.constrains("playbook_aside_share")
    def _check_playbook_aside_share(self):
        for policy in self:
            if not 0 <= policy.playbook_aside_share <= 50:
                raise ValidationError(
                    self.env._(
                        "Playbooks: between 0 and 50%% of the clients may be kept "
                        "aside, not %(share)s.",
                        share=policy.playbook_aside_share,
                    )
                )

    def _is_kept_aside(self, client_id, playbook_id):
        if not self.playbook_aside_share:
            return super()._is_kept_aside(client_id, playbook_id)
        company = self.company_id
        today = company._get_segment_today()
        return is_kept_aside(client_id, playbook_id, company.id, today)
