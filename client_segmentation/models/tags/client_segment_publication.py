from odoo import fields, models


class ClientSegmentPublication(models.Model):
    """A tag that we, and nobody else, have put on a contact.

    Rows are written in SQL, with the tags themselves.
    """

    _name = "client.segment.publication"
    _description = "Published Segment Tag"
    _log_access = False
    _rec_name = "category_id"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    category_id = fields.Many2one(
        comodel_name="res.partner.category",
        string="Tag",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )

    _unique_tag = models.UniqueIndex("(company_id, partner_id, category_id)")
