from odoo import api, fields, models


class ClientSegmentPin(models.Model):
    """Takes over classes that were kept in a spreadsheet."""

    _inherit = "client.segment.pin"

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Import Template for Pinned Classes"),
                "template": f"/client_segmentation/import_template/{self._name}.xlsx",
            }
        ]

    @api.model
    def _get_import_template_hints(self):
        """Return ``{field: (hint, example)}`` of each column of the template."""
        labels = dict(self.env["client.segment"]._selection_class())
        next_year = fields.Date.add(fields.Date.today(), years=1)
        return {
            "partner_id": (
                self.env._(
                    "The name of the client as it appears on the contact. Overwrite "
                    "the example."
                ),
                self.env._("Example Ltd"),
            ),
            "segment_class": (
                self.env._("One of: %(classes)s", classes="; ".join(labels.values())),
                labels["abc:a"],
            ),
            "reason": (
                self.env._("The reason, for your colleagues."),
                self.env._("From our old list"),
            ),
            "date_end": (
                self.env._("The last day of the pin, or empty."),
                fields.Date.to_string(next_year),
            ),
        }
