from odoo import fields, models

from ...sql.saved.members import select_days


class ClientSavedSegmentDay(models.Model):
    """How many clients a saved segment had at the end of each day, and how many came
    in and went out on it: all clients of the company, whoever looks."""

    _name = "client.saved.segment.day"
    _description = "Saved Client Segment by Day"
    _auto = False
    _rec_name = "day"
    _order = "day desc, id"
    _depends = {
        "client.saved.segment": ["counted_on"],
        "client.saved.segment.member": ["segment_id", "date_in", "date_out"],
    }

    segment_id = fields.Many2one("client.saved.segment", readonly=True)
    day = fields.Date(readonly=True)
    entries = fields.Integer(readonly=True)
    exits = fields.Integer(readonly=True)
    client_count = fields.Integer(
        string="Clients", readonly=True, aggregator="avg", help="At the end of the day."
    )

    @property
    def _table_query(self):
        return select_days()
