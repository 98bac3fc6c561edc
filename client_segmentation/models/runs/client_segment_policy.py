from odoo import api, fields, models


class ClientSegmentPolicy(models.Model):
    _inherit = "client.segment.policy"

    months_stale_since = fields.Date(
        readonly=True,
        copy=False,
        help="Purchases of the past have come or gone since this day. The next run "
        "fills the months from there on once more.",
    )

    @api.model
    def _get_setting_names(self):
        return super()._get_setting_names() - {"months_stale_since"}

    def _mark_months_stale(self, day):
        """Tell that purchases since ``day`` are other ones than the months that were
        kept know of."""
        for policy in self:
            since = policy.months_stale_since
            policy.months_stale_since = min(since, day) if since else day
