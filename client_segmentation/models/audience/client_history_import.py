from odoo import api, models


class ClientHistoryImport(models.Model):
    """Audiences that a file names."""

    _inherit = "client.history.import"

    @api.model
    def _find_word(self, column, text):
        if column != "audience":
            return super()._find_word(column, text)
        audience = self.env["client.audience"].search(
            [("name", "=ilike", text)], limit=2
        )
        return audience.name if len(audience) == 1 else None

    def _prepare_client_values(self, client):
        values = super()._prepare_client_values(client)
        if client.audience:
            audience = self.env["client.audience"].search(
                [("name", "=", client.audience)], limit=1
            )
            values["client_audience_id"] = audience.id
        return values
