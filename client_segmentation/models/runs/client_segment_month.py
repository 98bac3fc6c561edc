from odoo import api, fields, models

from ...sql.core import months
from ..core.segment_axes import RFM

YEARS_KEPT = 5


class ClientSegmentMonth(models.Model):
    """The client base of a company as it was at the end of a month: one row per
    salesperson and RFM segment, before and then, whatever the number of clients.

    Rows are written in SQL, by the first run of the month that follows or, where
    there is more to make up for, by a job after it. They are of the month's own end;
    only who the salesperson of a client was then is not known any more.
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
        required=True,
        readonly=True,
        help="The clients are counted as they were at the end of this day.",
    )
    has_previous = fields.Boolean(readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    rfm_before = fields.Selection(selection=RFM.values, readonly=True)
    rfm = fields.Selection(selection=RFM.values, string="RFM", readonly=True)
    client_count = fields.Integer(string="Clients", readonly=True)
    assigned_count = fields.Integer(string="Assigned", readonly=True)
    active_count = fields.Integer(string="Active", readonly=True)
    lapsed_count = fields.Integer(string="Lapsed", readonly=True)
    revenue = fields.Float(readonly=True, digits=(16, 2))
    target = fields.Float(string="Target (%)", readonly=True, aggregator="avg")

    _month_index = models.Index("(company_id, month)")

    @api.model
    def _keep(self, run, month):
        """Keep the shape that the client base of the company of ``run`` had at the end
        of ``month``, by the documents of today."""
        last_day = self._get_last_day(
            run.company_id, fields.Date.subtract(month, months=1)
        )
        day = self._put_aside(run, month, last_day)
        cr = self.env.cr
        cr.execute(months.insert_month(month, day, bool(last_day)))
        if last_day:
            cr.execute(months.insert_rfm_history(day, run.id))
        self._remember_rfm(run)
        self.invalidate_model()
        self.env["client.segment.history"].invalidate_model()

    @api.model
    def _remember(self, run, month):
        """Find out once more in which RFM segment each client was at the end of a
        month that has been kept: the next one is compared with it."""
        self._put_aside(run, month, None)
        self._remember_rfm(run)

    @api.model
    def _put_aside(self, run, month, last_day):
        """Make the table of the clients as they were at the end of ``month``; return
        its last day."""
        day = fields.Date.end_of(month, "month")
        # A record in memory: what a run as of that day would compute, and not store.
        past = run.new(run._prepare_run_values(run.company_id, day))
        parameters = past._get_parameters()
        self.env.flush_all()
        with past._temporary_facts(parameters) as cut_offs:
            query = months.create_month_end(parameters, cut_offs, last_day)
            self.env.cr.execute(query)
        return day

    @api.model
    def _remember_rfm(self, run):
        self.env.cr.execute(months.update_rfm_month(run.company_id.id))
        self.env.cr.execute(months.drop_month_end())
        self.env["client.segment"].invalidate_model(["rfm_month"])

    @api.model
    def _forget(self, company, month):
        """Remove what is kept from ``month`` on."""
        self.env.flush_all()
        for statement in months.delete_months(company.id, month):
            self.env.cr.execute(statement)
        self.invalidate_model()
        self.env["client.segment.history"].invalidate_model()

    @api.model
    def _get_last_day(self, company, month):
        """Return the day that ``month`` was counted on, None if it was not kept."""
        kept = self.search_fetch(
            [("company_id", "=", company.id), ("month", "=", month)], ["as_of"], limit=1
        )
        return kept.as_of or None

    @api.autovacuum
    def _gc_months(self):
        limit = fields.Date.subtract(fields.Date.today(), years=YEARS_KEPT)
        self.search([("month", "<", limit)]).unlink()
