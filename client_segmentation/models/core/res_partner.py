from odoo import api, fields, models

from . import segment_axes
from .client_segment import MANAGER_GROUP
from .segment_columns import COMPUTED_FIELDS, SEGMENT_GROUP, search_by


class ResPartner(models.Model):
    """Contacts show the segments of their commercial entity in the current company.

    The fields are not stored: they are read, searched, sorted and grouped through
    a join with ``client_segment`` (see :meth:`_own_field_to_sql`). So no run ever
    touches a row of ``res_partner``, and no company sees the figures of another.
    """

    _name = "res.partner"
    _inherit = ["res.partner", "client.closed.mixin"]

    for _axis in segment_axes.CLASSES:
        locals()[_axis.partner_field] = _axis.get_field(
            _axis.label,
            compute="_compute_segment_fields",
            search=search_by(_axis.partner_field),
            groups=SEGMENT_GROUP,
            help=_axis.help,
        )
    del _axis
    segment_rfm_month = fields.Selection(
        selection=segment_axes.RFM.values,
        string="RFM the Month Before",
        compute="_compute_segment_fields",
        search=search_by("segment_rfm_month"),
        groups=SEGMENT_GROUP,
        help="Named segment at the end of last month.",
    )
    segment_rfm_recency = fields.Integer(
        string="R",
        compute="_compute_segment_fields",
        search=search_by("segment_rfm_recency"),
        aggregator="avg",
        groups=SEGMENT_GROUP,
        help="RFM score for recency, 5 is best.",
    )
    segment_rfm_frequency = fields.Integer(
        string="F",
        compute="_compute_segment_fields",
        search=search_by("segment_rfm_frequency"),
        aggregator="avg",
        groups=SEGMENT_GROUP,
        help="RFM score for frequency, 5 is best.",
    )
    segment_rfm_monetary = fields.Integer(
        string="M",
        compute="_compute_segment_fields",
        search=search_by("segment_rfm_monetary"),
        aggregator="avg",
        groups=SEGMENT_GROUP,
        help="RFM score for monetary value, 5 is best.",
    )
    segment_revenue = fields.Monetary(
        string="Revenue",
        compute="_compute_segment_fields",
        search=search_by("segment_revenue"),
        currency_field="segment_currency_id",
        aggregator="sum",
        groups=SEGMENT_GROUP,
        help="Untaxed amount of the documents of the client within the horizon, in the"
        " currency of the current company.",
    )
    segment_order_count = fields.Integer(
        string="Orders",
        compute="_compute_segment_fields",
        search=search_by("segment_order_count"),
        aggregator="sum",
        groups=SEGMENT_GROUP,
        help="Number of orders within the horizon.",
    )
    segment_first_order_date = fields.Date(
        string="First Order",
        compute="_compute_segment_fields",
        search=search_by("segment_first_order_date"),
        groups=SEGMENT_GROUP,
    )
    segment_last_order_date = fields.Date(
        string="Last Order",
        compute="_compute_segment_fields",
        search=search_by("segment_last_order_date"),
        groups=SEGMENT_GROUP,
    )
    segment_usual_interval = fields.Float(
        string="Usual Interval (days)",
        compute="_compute_segment_fields",
        search=search_by("segment_usual_interval"),
        digits=(12, 1),
        aggregator="avg",
        groups=SEGMENT_GROUP,
        help="Median of the days between one purchase of the client and the next.",
    )
    segment_next_order_date = fields.Date(
        string="Next Order Expected",
        compute="_compute_segment_fields",
        search=search_by("segment_next_order_date"),
        groups=SEGMENT_GROUP,
        help="One usual interval after the last purchase.",
    )
    segment_late = fields.Float(
        string="Late (intervals)",
        compute="_compute_segment_fields",
        search=search_by("segment_late"),
        digits=(12, 2),
        aggregator="avg",
        groups=SEGMENT_GROUP,
        help="Days since the last purchase in usual intervals: at 1 the next order is"
        " due, at 2 it is a whole interval late.",
    )
    segment_variation = fields.Float(
        string="Variation",
        compute="_compute_segment_fields",
        search=search_by("segment_variation"),
        digits=(12, 4),
        aggregator="avg",
        groups=SEGMENT_GROUP,
        help="Coefficient of variation of the measure per period, unless that is the"
        " margin.",
    )
    segment_margin_variation = fields.Float(
        string="Variation of Margin",
        compute="_compute_segment_fields",
        search=search_by("segment_margin_variation"),
        digits=(12, 4),
        aggregator="avg",
        groups=MANAGER_GROUP,
        help="Coefficient of variation of the margin per period, where the margin is"
        " the measure.",
    )
    segment_margin = fields.Monetary(
        string="Margin",
        compute="_compute_segment_fields",
        search=search_by("segment_margin"),
        currency_field="segment_currency_id",
        aggregator="sum",
        groups=MANAGER_GROUP,
        help="Margin of the client within the horizon.",
    )
    segment_profit_share = fields.Float(
        string="Profit Share",
        compute="_compute_segment_fields",
        search=search_by("segment_profit_share"),
        digits=(12, 4),
        aggregator="sum",
        groups=MANAGER_GROUP,
        help="Share of the profit of all clients, 0 to 1.",
    )
    # Tells the sign of a margin where that is what ABC compares.
    segment_is_loss_making = fields.Boolean(
        string="Loss-making",
        compute="_compute_segment_fields",
        search=search_by("segment_is_loss_making"),
        groups=MANAGER_GROUP,
        help="The measure that ABC compares (revenue or margin) is below zero within "
        "the horizon.",
    )
    segment_ltv = fields.Monetary(
        string="Projected LTV",
        compute="_compute_segment_fields",
        search=search_by("segment_ltv"),
        currency_field="segment_currency_id",
        aggregator="sum",
        groups=MANAGER_GROUP,
        help="Lifetime value, computed with the formula chosen for the company.",
    )
    segment_ltv_historical = fields.Monetary(
        string="Historical LTV",
        compute="_compute_segment_fields",
        search=search_by("segment_ltv_historical"),
        currency_field="segment_currency_id",
        aggregator="sum",
        groups=MANAGER_GROUP,
        help="Margins of all documents so far, net of refunds.",
    )
    segment_currency_id = fields.Many2one(
        comodel_name="res.currency",
        string="Currency of Segment Figures",
        compute="_compute_segment_currency_id",
        groups=SEGMENT_GROUP,
    )

    @api.depends_context("company")
    def _compute_segment_currency_id(self):
        self.segment_currency_id = self.env.company.currency_id

    @api.model
    def _invalidate_segment_fields(self):
        self.invalidate_model([*COMPUTED_FIELDS])
        self.env["client.segment.mixin"]._invalidate_segment_fields()
