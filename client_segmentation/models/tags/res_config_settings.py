from odoo import api, fields, models

from .res_company import SWITCHES


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    for _switch in SWITCHES:
        locals()[_switch] = fields.Boolean(
            related=f"company_id.{_switch}", readonly=False
        )
    del _switch

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Show one switch for each axis there is."""
        arch, view = super()._get_view(view_id, view_type, **options)
        self._append_axis_switches(arch, "segment_publications", SWITCHES)
        return arch, view
