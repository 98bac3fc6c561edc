from lxml.builder import E

from odoo import api, fields, models

from .res_company_axes import AXIS_SWITCHES


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    for _switch in AXIS_SWITCHES:
        locals()[_switch] = fields.Boolean(
            related=f"company_id.{_switch}", readonly=False
        )
    del _switch
    segment_use_ltv = fields.Boolean(
        related="company_id.segment_use_ltv", readonly=False
    )

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Show one switch for each axis there is."""
        arch, view = super()._get_view(view_id, view_type, **options)
        # Words hold no secret, and fields_get hides the fields of other groups.
        described = self.env["client.segment"].sudo().fields_get(attributes=["string"])
        for place in arch.xpath("//div[@name='segment_axes']"):
            for name, axis in AXIS_SWITCHES.items():
                label = described[axis.column]["string"]
                place.append(
                    E.div(
                        E.field(name=name),
                        E.label({"for": name, "string": label}),
                        {"class": "me-4 text-nowrap"},
                    )
                )
        return arch, view
