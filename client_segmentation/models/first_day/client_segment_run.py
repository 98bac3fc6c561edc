from odoo import api, models


class ClientSegmentRun(models.Model):
    """Screens that show the age of their figures know whether to offer the first
    day."""

    _inherit = "client.segment.run"

    @api.model
    @api.readonly
    def get_freshness(self):
        """Return ``is_first_day``, too: nobody has chosen the limits yet, and this user
        may begin."""
        is_first_day = self.env["client.first.day"]._is_first_day()
        return {**super().get_freshness(), "is_first_day": is_first_day}
