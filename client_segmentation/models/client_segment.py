from odoo import api, fields, models

from ..tools.abc import AbcThresholds

TEMPERATURES = [
    ("cold", "Cold"),
    ("warm", "Warm"),
    ("hot", "Hot"),
]
ABC_CLASSES = [
    ("a", "A"),
    ("b", "B"),
    ("c", "C"),
]
WARM_SIGNALS = [
    ("opportunity", "Opportunity beyond the first stage"),
    ("quotation", "Quotation sent"),
]


class ClientSegment(models.Model):
    """What a run found out about one client in one company.

    Rows are written by :class:`ClientSegmentRun` in SQL only, and only where
    something differs. They hold facts and classes, no log columns: when a figure
    was computed stands on the run.
    """

    _name = "client.segment"
    _description = "Client Segment"
    _log_access = False
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    run_id = fields.Many2one(
        comodel_name="client.segment.run",
        string="Last Changed By",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="The run that last found something new about this client.",
    )

    # Facts
    revenue = fields.Monetary(
        readonly=True,
        help="Untaxed amount of the confirmed orders within the horizon.",
    )
    order_count = fields.Integer(
        string="Orders",
        readonly=True,
        help="Number of confirmed orders within the horizon.",
    )
    first_order_date = fields.Date(string="First Order", readonly=True)
    last_order_date = fields.Date(string="Last Order", readonly=True)
    warm_signal = fields.Selection(selection=WARM_SIGNALS, readonly=True)
    warm_signal_date = fields.Date(readonly=True)

    # Classes
    temperature = fields.Selection(selection=TEMPERATURES, readonly=True)
    abc = fields.Selection(selection=ABC_CLASSES, string="ABC", readonly=True)

    _unique_client = models.UniqueIndex("(company_id, partner_id)")
    _abc_index = models.Index("(company_id, abc)")
    _temperature_index = models.Index("(company_id, temperature)")
    # Serves "clients with revenue, the largest first" and the rank of a client.
    _revenue_index = models.Index(
        "(company_id, revenue DESC, partner_id) WHERE revenue > 0"
    )

    @api.model
    def _get_last_run(self, company):
        """Return the run whose results the rows of ``company`` show, or an empty
        recordset if there was none."""
        return self.env["client.segment.run"].search(
            [("company_id", "=", company.id), ("state", "=", "done")],
            order="id desc",
            limit=1,
        )

    def _get_abc_position(self):
        """Return ``(rank, revenue before)`` of a client among those with revenue:
        its place, from 1, and the revenue of all clients placed before it."""
        self.ensure_one()
        tied = [("revenue", "=", self.revenue), ("partner_id", "<", self.partner_id.id)]
        [(count, revenue)] = self._read_group(
            [
                ("company_id", "=", self.company_id.id),
                "|",
                ("revenue", ">", self.revenue),
                "&",
                *tied,
            ],
            aggregates=["__count", "revenue:sum"],
        )
        return count + 1, revenue or 0.0

    def _prepare_explanation(self):
        """Return what the explanation on the client's form shows: the inputs, the
        thresholds and the arithmetic of every class, as one dictionary."""
        self.ensure_one()
        run = self._get_last_run(self.company_id)
        values = {"segment": self, "run": run}
        if self.revenue > 0 and run.revenue_total:
            rank, before = self._get_abc_position()
            share = 100.0 * before / run.revenue_total
            thresholds = AbcThresholds(run.abc_threshold_a, run.abc_threshold_b)
            values.update(rank=rank, before=before, share=share, thresholds=thresholds)
        return values
