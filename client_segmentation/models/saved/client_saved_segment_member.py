from odoo import api, fields, models


class ClientSavedSegmentMember(models.Model):
    """From when to when a client was in a saved segment.

    Rows are written in SQL by the count only. A client that comes in and goes out on
    one day was never in, one that goes out and comes back on one day was never out:
    so the clients of a day are those of the day before, plus entries, minus exits.
    """

    _name = "client.saved.segment.member"
    _description = "Client in a Saved Segment"
    _log_access = False
    _order = "date_in desc, id desc"
    _rec_name = "partner_id"

    segment_id = fields.Many2one(
        comodel_name="client.saved.segment",
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
    user_id = fields.Many2one(related="partner_id.user_id", string="Salesperson")
    date_in = fields.Date(string="Entered", required=True, readonly=True)
    date_out = fields.Date(
        string="Left", readonly=True, help="Empty as long as the client is in."
    )

    _unique_current = models.UniqueIndex(
        "(segment_id, partner_id) WHERE date_out IS NULL"
    )
    _segment_date_index = models.Index("(segment_id, date_in)")
    _segment_out_index = models.Index("(segment_id, date_out)")

    @api.model
    def _join_spans(self, clients):
        """Let these clients, who are about to become one, be in a segment once at a
        time: from when the first of them came in to when the last one went out."""
        spans = self.search(
            [("partner_id", "in", clients.ids)], order="segment_id, date_in, id"
        )
        ends = {}
        kept = self.browse()
        for span in spans:
            end = ends.get(kept)
            if kept.segment_id == span.segment_id and (not end or end >= span.date_in):
                ends[kept] = end and span.date_out and max(end, span.date_out)
            else:
                kept = span
                ends[kept] = span.date_out
        # Two that are open may not be, not even for a moment.
        (spans - self.browse().concat(*ends)).unlink()
        for span, end in ends.items():
            span.date_out = end
        self.flush_model()
