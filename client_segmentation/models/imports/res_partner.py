from odoo import api, models


class ResPartner(models.Model):
    """Takes over a client base that was kept in a spreadsheet."""

    _inherit = "res.partner"

    @api.model
    def get_import_templates(self):
        return super().get_import_templates() + [
            {
                "label": self.env._("Import Template for a Client Base"),
                "template": "/client_segmentation/import_template/res.partner.xlsx",
            }
        ]

    @api.model
    def _get_import_template_hints(self):
        """Return ``{field: (hint, example)}`` of each column of the template."""
        return {
            "name": (
                self.env._("Required. Overwrite the example below."),
                self.env._("Example Ltd"),
            ),
            "is_company": (self.env._("1 for a company, 0 for a person."), "1"),
            "ref": (self.env._("Your own reference for the client, if any."), "C-0001"),
            "email": (self.env._("A single address."), "office@example.com"),
            "phone": (self.env._("With the country code."), "+1 555 0100"),
            "user_id": (
                self.env._(
                    "The name of the user as it appears in Odoo; leave it empty for "
                    "nobody."
                ),
                self.env.user.name,
            ),
            **self._get_audience_hint(),
        }

    @api.model
    def _get_audience_hint(self):
        if not self.env.company.sudo().segment_policy_id.use_audience:
            return {}
        example = self.env["client.audience"].search([], limit=1)
        hint = self.env._(
            "The name of the audience as it appears in the list, or empty."
        )
        return {"client_audience_id": (hint, example.name or "")}
