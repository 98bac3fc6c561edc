from datetime import timedelta

from odoo import api, fields, models

# Longer than runs of changed clients may follow one another without a full one.
KEPT = timedelta(days=60)


class ClientSegmentTouch(models.Model):
    """Clients that have lost documents: to another client, another company, or
    altogether. The documents of today do not tell of it.

    Rows are only added, so that nobody waits for a run or for anybody else.
    """

    _name = "client.segment.touch"
    _description = "Client to Look at Again"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner", required=True, ondelete="cascade", index=True
    )

    @api.model
    def _touch(self, partners):
        """Let the next run look at these contacts' clients."""
        clients = partners.commercial_partner_id
        # Whoever moves a document or a contact need not know of segments.
        self.sudo().create([{"partner_id": client.id} for client in clients])

    @api.autovacuum
    def _gc_touches(self):
        limit = fields.Datetime.now() - KEPT
        self.search([("create_date", "<", limit)], limit=100_000).unlink()
