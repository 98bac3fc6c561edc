from odoo import fields, models

from ..core.segment_axes import AXES

# The axes a company may do without; buyer types have a switch of their own.
AXIS_SWITCHES = {
    f"segment_use_{axis.column}": axis for axis in AXES if axis.column != "buyer_type"
}


class ResCompany(models.Model):
    """The axes that a company classifies its clients by."""

    _inherit = "res.company"

    for _switch, _axis in AXIS_SWITCHES.items():
        locals()[_switch] = fields.Boolean(
            string=_axis.label, default=True, prefetch="client_segmentation"
        )
    del _switch, _axis
    # No class, but seen or not like one
    segment_use_ltv = fields.Boolean(
        string="Lifetime Value",
        default=True,
        prefetch="client_segmentation",
    )

    def _get_unused_axes(self):
        """Return the columns of client.segment of the axes that are switched off."""
        self.ensure_one()
        unused = [axis.column for name, axis in AXIS_SWITCHES.items() if not self[name]]
        if not self.segment_buyer_types:
            unused.append("buyer_type")
        return tuple(unused)
