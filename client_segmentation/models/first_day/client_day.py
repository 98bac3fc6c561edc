from odoo import models


class ClientDay(models.AbstractModel):
    """My Day leads to the first day while nobody has chosen the limits."""

    _inherit = "client.day"

    def _prepare_frame(self, scope):
        is_first_day = self.env["client.first.day"]._is_first_day()
        return {**super()._prepare_frame(scope), "is_first_day": is_first_day}
