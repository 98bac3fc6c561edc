from odoo import fields, models


class ClientSegmentKept(models.Model):
    """What the last ordinary run has found about a client, while ``client.segment``
    shows another day. Nobody reads it; SQL writes it, see ``sql/kept.py``."""

    _name = "client.segment.kept"
    _description = "Client Segment Put Aside"
    _log_access = False
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    row = fields.Json(required=True, readonly=True)

    _unique_client = models.UniqueIndex("(partner_id, company_id)")
