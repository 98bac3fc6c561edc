from odoo import api, fields, models


class ClientSegmentPolicy(models.Model):
    _inherit = "client.segment.policy"

    is_first_day_over = fields.Boolean(
        readonly=True,
        copy=False,
        help="Somebody has chosen the limits on the page of the first day, or does not "
        "want to be led there.",
    )

    @api.model
    def _get_setting_names(self):
        return super()._get_setting_names() - {"is_first_day_over"}
