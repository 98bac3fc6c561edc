from odoo import api, fields, models

from ..signals.warm_signals import WARM_SIGNALS
from . import segment_axes
from .fields import Many2oneWithoutForeignKey

MANAGER_GROUP = "client_segmentation.group_segment_manager"
ORDER_MARGIN_GROUP = "client_segmentation.group_order_margin"
# Figures that the documents of a client add up to. Contacts show some of them, of own
# clients, also to those who see own documents only.
AMOUNTS = {
    "revenue",
    "order_count",
    "period_count",
    "variation",
    "total_revenue",
    "total_order_count",
    "first_order_date",
    "last_order_date",
    "purchase_days",
    "usual_interval",
    "next_order_date",
    "regularity",
    "chance",
    "expected_orders",
    "line_count",
    "free_line_count",
    "list_amount",
    "discount_amount",
    "promotion_order_count",
    "postponement_count",
    "stalling_lead_count",
    "expired_quotation_count",
    "stalling_moment",
}


class ClientSegment(models.Model):
    """What a run found out about one client in one company.

    Rows are written by :class:`ClientSegmentRun` in SQL only, and only where
    something differs. They hold facts and classes, no log columns: when a figure
    was computed is on the run.
    """

    _name = "client.segment"
    _inherit = ["client.closed.mixin"]
    _description = "Client Segment"
    _log_access = False
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = Many2oneWithoutForeignKey(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    run_id = Many2oneWithoutForeignKey(
        comodel_name="client.segment.run",
        string="Last Changed By",
        readonly=True,
        ondelete="set null",
        help="The run that last found something new about this client.",
    )

    # Facts within the horizon
    revenue = fields.Monetary(readonly=True, help="Untaxed amount of the documents.")
    margin = fields.Monetary(readonly=True, groups=MANAGER_GROUP)
    order_count = fields.Integer(string="Orders", readonly=True)
    period_measures = fields.Json(
        readonly=True,
        groups=MANAGER_GROUP,
        help="The measure of each period, in cents or orders.",
    )
    period_count = fields.Integer(
        string="Periods",
        readonly=True,
        help="Periods of the horizon since the first purchase in it.",
    )
    variation = fields.Float(
        string="Coefficient of Variation",
        readonly=True,
        digits=(12, 4),
        aggregator="avg",
        help="Coefficient of variation per period of the measure, unless the measure "
        "is the margin.",
    )
    # A field of its own: how margins vary is as secret as they are.
    margin_variation = fields.Float(
        string="Variation of Margin",
        readonly=True,
        digits=(12, 4),
        aggregator="avg",
        groups=MANAGER_GROUP,
        help="Coefficient of variation where the measure is the margin.",
    )

    # Facts up to the as-of date
    total_revenue = fields.Monetary(readonly=True)
    total_margin = fields.Monetary(
        string="Historical LTV",
        readonly=True,
        groups=MANAGER_GROUP,
        help="Sum of the margins of all documents so far, net of refunds.",
    )
    total_order_count = fields.Integer(string="All Orders", readonly=True)
    first_order_date = fields.Date(string="First Order", readonly=True)
    last_order_date = fields.Date(string="Last Order", readonly=True)
    purchase_days = fields.Integer(
        string="Days of Purchase",
        readonly=True,
        aggregator="avg",
        help="Several orders of one day are one purchase.",
    )
    usual_interval = fields.Float(
        string="Usual Interval (days)",
        readonly=True,
        digits=(12, 1),
        aggregator="avg",
        help="Median of the days between one purchase of the client and the next.",
    )
    next_order_date = fields.Date(
        string="Next Order Expected",
        readonly=True,
        help="One usual interval after the last purchase.",
    )
    regularity = fields.Float(
        readonly=True,
        digits=(12, 2),
        aggregator=None,
        help="How steadily the client buys: 1 is at random, more is steadier.",
    )
    warm_signal = fields.Selection(
        selection=[(signal.kind, signal.label) for signal in WARM_SIGNALS],
        readonly=True,
    )
    warm_signal_date = fields.Date(readonly=True)
    ltv = fields.Monetary(
        string="Projected LTV",
        readonly=True,
        groups=MANAGER_GROUP,
        help="The margin the client is expected to bring in, computed with the "
        "chosen formula.",
    )

    # On which terms the client bought within the horizon
    line_count = fields.Integer(
        string="Order Lines",
        readonly=True,
        help="Lines of products within the horizon, free ones included.",
    )
    free_line_count = fields.Integer(string="Free Lines", readonly=True)
    list_amount = fields.Monetary(
        string="At List Price",
        readonly=True,
        help="The paid lines, before discounts.",
    )
    discount_amount = fields.Monetary(string="Discounts", readonly=True)
    promotion_order_count = fields.Integer(
        string="Orders under a Promotion", readonly=True
    )

    # How the client puts decisions off, up to the as-of date
    postponement_count = fields.Integer(
        string="Postponements",
        readonly=True,
        help="Postponements of the open opportunity that was postponed most often.",
    )
    stalling_lead_count = fields.Integer(string="Stalling Opportunities", readonly=True)
    expired_quotation_count = fields.Integer(
        string="Expired Quotations",
        readonly=True,
        help="Quotations sent since the last order that have expired.",
    )
    stalling_moment = fields.Datetime(
        string="Last Delay",
        readonly=True,
        help="When a closing date was last postponed or a quotation last expired.",
    )

    # Classes
    for _axis in segment_axes.CLASSES:
        locals()[_axis.column] = _axis.get_field(_axis.label, readonly=True)
    del _axis
    rfm_month = fields.Selection(
        selection=segment_axes.RFM.values,
        string="RFM at the Month's Turn",
        readonly=True,
        help="As it was when the last month was kept.",
    )
    rfm_recency = fields.Integer(string="R", readonly=True, aggregator="avg")
    rfm_frequency = fields.Integer(string="F", readonly=True, aggregator="avg")
    rfm_monetary = fields.Integer(string="M", readonly=True, aggregator="avg")
    computed_classes = fields.Json(
        readonly=True,
        help="The computed class of each pinned axis; empty without pins.",
    )

    _unique_client = models.UniqueIndex("(partner_id, company_id)")
    _abcxyz_index = models.Index("(company_id, abc, xyz)")
    _temperature_index = models.Index("(company_id, temperature)")
    # Who has bought for the first time since a day
    _first_order_index = models.Index("(company_id, first_order_date)")
    # As Odoo asks for it: PostgreSQL does not see that it is the same as "is_mono".
    _mono_index = models.Index("(company_id) WHERE is_mono IS TRUE")
    # Serves "clients with revenue, the largest first" and the rank of a client.
    _revenue_index = models.Index(
        "(company_id, revenue DESC, partner_id) WHERE revenue > 0"
    )

    @api.model
    def _has_field_access(self, field, operation):
        """Amounts of all clients are not for who sees the orders of own ones only."""
        return super()._has_field_access(field, operation) and (
            field.name not in AMOUNTS
            or self.env.su
            or self.env.user._sees_amounts_of_all_clients()
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

    @api.model
    def _get_last_ordinary_run(self, company):
        """Return the last run that looked at its own day, or an empty recordset."""
        return self.env["client.segment.run"].search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "done"),
                ("is_other_day", "=", False),
            ],
            order="id desc",
            limit=1,
        )

    @api.model
    def _find_monos(self, company):
        """Return the mono-clients of ``company`` that are so by their profit, the
        largest first: of one that somebody has pinned as such no figure speaks."""
        monos = self.search_fetch(
            [("company_id", "=", company.id), ("is_mono", "=", True)],
            ["partner_id", "margin", "is_mono", "computed_classes"],
            order="margin desc, id",
        )
        return monos.filtered(lambda mono: mono._get_computed_value("is_mono"))

    def unlink(self):
        self.env["client.segment.cube"]._add(-1, segments=self)
        return super().unlink()
