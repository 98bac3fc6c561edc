from odoo import api, fields, models

from ..sql import months
from .segment_axes import RFM_SEGMENTS

YEARS_KEPT = 5


class ClientSegmentMonth(models.Model):
    """The client base of a company as it was at the end of a month: one row per
    salesperson and RFM segment, before and then, whatever the number of clients.

    Rows are written in SQL by the first run of the month that follows.
    """

    _name = "client.segment.month"
    _description = "Client Base of a Month"
    _log_access = False
    _order = "month desc, id"
    _rec_name = "month"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    month = fields.Date(required=True, readonly=True, help="Its first day.")
    as_of = fields.Date(
        required=True, readonly=True, help="The day of the run that has counted."
    )
    has_previous = fields.Boolean(readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    rfm_before = fields.Selection(selection=RFM_SEGMENTS, readonly=True)
    rfm = fields.Selection(selection=RFM_SEGMENTS, string="RFM", readonly=True)
    client_count = fields.Integer(string="Clients", readonly=True)
    assigned_count = fields.Integer(string="Assigned", readonly=True)
    active_count = fields.Integer(string="Active", readonly=True)
    lapsed_count = fields.Integer(string="Lapsed", readonly=True)
    revenue = fields.Float(readonly=True, digits=(16, 2))
    target = fields.Float(string="Target (%)", readonly=True, aggregator="avg")

    _month_index = models.Index("(company_id, month)")

    @api.model
    def _take_snapshot(self, run):
        """Keep what ``run`` has just found as the shape of the month that is over,
        unless that month, or a later one, has been kept."""
        month = fields.Date.subtract(run.as_of, months=1).replace(day=1)
        last = self.search_fetch(
            [("company_id", "=", run.company_id.id)],
            ["month", "as_of"],
            order="month desc",
            limit=1,
        )
        is_kept = last and last.month >= month
        if is_kept or run.as_of > run.company_id._get_segment_today():
            return
        company_id, day = run.company_id.id, run.as_of
        cr = self.env.cr
        cr.execute(months.insert_month(company_id, month, day))
        if last:
            cr.execute(months.insert_rfm_history(company_id, day, last.as_of, run.id))
        cr.execute(months.update_rfm_month(company_id))
        self.invalidate_model()

    @api.autovacuum
    def _gc_months(self):
        limit = fields.Date.subtract(fields.Date.today(), years=YEARS_KEPT)
        self.search([("month", "<", limit)]).unlink()
