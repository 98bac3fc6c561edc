from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    # Not named segment_*: these decide on no class.
    client_playbooks_enabled = fields.Boolean(
        related="company_id.client_playbooks_enabled",
        readonly=False,
    )
    client_playbook_limit = fields.Integer(
        related="company_id.client_playbook_limit",
        readonly=False,
    )
    client_playbook_pause_days = fields.Integer(
        related="company_id.client_playbook_pause_days",
        readonly=False,
    )
    client_playbook_day_limit = fields.Integer(
        related="company_id.client_playbook_day_limit",
        readonly=False,
    )
    client_playbook_recent_count = fields.Integer(
        string="Recent Changes",
        compute="_compute_client_playbook_recent_count",
        help="Playbooks that the changes of the last 30 days would start now.",
    )

    @api.depends("company_id")
    def _compute_client_playbook_recent_count(self):
        for settings in self:
            company = settings.company_id
            count = company and company._count_recent_playbook_candidates()
            settings.client_playbook_recent_count = count
