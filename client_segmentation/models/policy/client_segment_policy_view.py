from lxml.builder import E

from odoo import api, models

from ..core.segment_axes import AXES


class ClientSegmentPolicy(models.Model):
    """The form: one switch for each axis there is."""

    _inherit = "client.segment.policy"

    @api.model
    def action_open(self):
        """Return the action that opens the policy of the current company."""
        return self.env.company.segment_policy_id._get_records_action(
            name=self.env._("Policy")
        )

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        self._append_axis_switches(arch, "segment_axes", "switch_field")
        self._append_axis_switches(arch, "segment_publications", "publication_field")
        return arch, view

    @api.model
    def _append_axis_switches(self, arch, place_name, attribute):
        """Append a switch for each axis, its field ``attribute``, to the div
        ``place_name`` of the view."""
        # Words hold no secret, and fields_get hides the fields of other groups.
        described = self.env["client.segment"].sudo().fields_get(attributes=["string"])
        for place in arch.xpath(f"//div[@name='{place_name}']"):
            for axis in AXES:
                name = getattr(axis, attribute)
                label = described[axis.column]["string"]
                place.append(
                    E.div(
                        E.field(name=name),
                        E.label({"for": name, "string": label}),
                        {"class": "me-4 text-nowrap"},
                    )
                )
