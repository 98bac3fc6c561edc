from odoo import api, fields, models

from ..core.segment_axes import AXES


class ClientSegmentPolicy(models.Model):
    """The axes that a company classifies its clients by. It begins with those that say
    most; the others are offered on the form."""

    _inherit = "client.segment.policy"

    for _axis in AXES:
        locals()[_axis.switch_field] = fields.Boolean(
            string=_axis.label, default=_axis.is_basic
        )
    del _axis
    # No class, but seen or not like one
    use_ltv = fields.Boolean(string="Lifetime Value")

    @api.model
    def _get_switches(self):
        names = {axis.switch_field: (axis.partner_field, *axis.hides) for axis in AXES}
        names["use_ltv"] = ("segment_ltv", "segment_ltv_historical")
        return super()._get_switches() | names

    def _get_unused_axes(self):
        """Return the columns of client.segment of the axes that are switched off."""
        self.ensure_one()
        return tuple(axis.column for axis in AXES if not self[axis.switch_field])
