from odoo import fields, models


class ClientSegmentPlaybookAside(models.Model):
    """A client that a run would have started a playbook for, and left aside; of My Day
    also who was not, as no start tells it.

    Rows are made by :meth:`ClientSegmentPlaybook._keep_aside` and
    :meth:`ClientDay._draw_clients` only.
    """

    _name = "client.segment.playbook.aside"
    _description = "Client Kept Aside"
    _order = "date desc, id desc"
    _rec_name = "partner_id"

    draw_id = fields.Many2one(
        comodel_name="client.segment.playbook.draw",
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
    is_aside = fields.Boolean(
        string="Kept Aside", required=True, readonly=True, default=True
    )
    date = fields.Date(string="Kept Aside Since", required=True, readonly=True)

    _unique_client = models.UniqueIndex("(draw_id, partner_id)")
