from odoo import api, models

from .segment_axes import AXES, AXIS_BY_COLUMN


class ClientSegment(models.Model):
    """All classes of all axes in one selection, for pins and the history: keys are
    ``axis:class``, words those of the axis and the class."""

    _inherit = "client.segment"

    @api.model
    def _selection_class(self):
        # Words hold no secret, and fields_get hides the fields of other groups.
        described = self.sudo().fields_get(
            [axis.column for axis in AXES], ["string", "selection"]
        )
        return [
            (f"{axis.column}:{value}", f"{described[axis.column]['string']}: {label}")
            for axis in AXES
            for value, label in self._get_axis_values(described[axis.column])
        ]

    @api.model
    def _get_axis_values(self, description):
        yes_no = [
            ("true", self.env._("Yes")),
            ("false", self.env._("No")),
        ]
        return description.get("selection", yes_no)

    def _get_computed_labels(self):
        """Return the words for what was computed where another class is pinned."""
        if not self.computed_classes:
            return {}
        words = dict(self._selection_class())
        # Words hold no secret, see above.
        described = self.sudo().fields_get([*self.computed_classes], ["string"])
        return {
            name: words.get(self._get_computed_class(name))
            or self.env._("%(axis)s: none", axis=described[name]["string"])
            for name in self.computed_classes
        }

    def _get_computed_value(self, column):
        """Return what the axis would be without pins."""
        return (self.computed_classes or {}).get(column, self[column])

    def _get_computed_class(self, column):
        """Return the key, in that selection, of the class of an axis without pins, or
        False if there is none."""
        value = self._get_computed_value(column)
        if not AXIS_BY_COLUMN[column].values:
            value = "true" if value else "false"
        return value and f"{column}:{value}"
