from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...sql.comparison.aside import is_kept_aside
from ..core.client_segment import MANAGER_GROUP
from ..core.doors import need_one


class ClientSegmentPolicy(models.Model):
    """How many clients automatic starts of playbooks, and My Day, leave aside."""

    _inherit = "client.segment.policy"

    playbook_aside_share = fields.Integer(
        string="Kept Aside by Playbooks (%)",
        default=10,
        aggregator=None,
    )
    day_aside_share = fields.Integer(
        string="Kept Aside from My Day (%)",
        aggregator=None,
        help="Of the clients that My Day would list, unless something is due with"
        " them.",
    )

    @api.constrains("playbook_aside_share", "day_aside_share")
    def _check_aside_share(self):
        for policy in self:
            for share in (policy.playbook_aside_share, policy.day_aside_share):
                if not 0 <= share <= 50:
                    raise ValidationError(
                        self.env._(
                            "Between 0 and 50%% of the clients may be kept aside, not "
                            "%(share)s.",
                            share=share,
                        )
                    )

    def _get_aside_share(self, playbook):
        """Return the share in per cent, of My Day for no playbook."""
        return self.playbook_aside_share if playbook else self.day_aside_share

    def action_view_day_comparison(self):
        """Open what My Day has brought, or how to find out."""
        need_one(self)
        if not self.env.user.has_group(MANAGER_GROUP):
            raise AccessError(
                self.env._("Only heads of sales may see what My Day brings.")
            )
        draws = self.env["client.segment.playbook.draw"].with_company(self.company_id)
        return draws._open(self.env["client.segment.playbook"])

    def _is_kept_aside(self, client_id, playbook_id):
        if not self.playbook_aside_share:
            return super()._is_kept_aside(client_id, playbook_id)
        company = self.company_id
        today = company._get_segment_today()
        return is_kept_aside(client_id, playbook_id, company.id, today)
