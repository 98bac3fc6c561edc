from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from ...models.core.doors import need_one
from ...models.core.facets import open_with_facet
from ...sql.core.cube import select_shape
from ...sql.core.months import select_months

SPARKLINE_MONTHS = 12
# In groups, rates are those of the group: they are not averaged over salespeople,
# who have more clients or fewer.
RATES = {
    "rate:avg": SQL(
        "100.0 * SUM(active_count) FILTER (WHERE assigned_count > 0)"
        " / NULLIF(SUM(assigned_count), 0)"
    ),
    "target:avg": SQL("SUM(target * assigned_count) / NULLIF(SUM(assigned_count), 0)"),
    "gap:avg": SQL(
        "(100.0 * SUM(active_count) FILTER (WHERE assigned_count > 0)"
        " - SUM(target * assigned_count)) / NULLIF(SUM(assigned_count), 0)"
    ),
}


class ClientSegmentActiveTrend(models.Model):
    """The active client base of each salesperson, month by month: as it was at the
    end of a month and, for the last one, as it is now."""

    _name = "client.segment.active.trend"
    _description = "Active Client Base by Month"
    _auto = False
    _rec_name = "user_id"
    _order = "month desc, rate desc, id"
    _depends = {
        "client.segment.cube": ["client_count", "is_active", "lapsed_count"],
        "client.segment.month": ["month", "assigned_count", "active_count", "target"],
        "client.segment.run": ["as_of", "state"],
        "client.segment.policy": ["company_id", "active_target"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    month = fields.Date(readonly=True, help="Counted at its end.")
    is_current = fields.Boolean(string="Now", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    assigned_count = fields.Integer(string="Assigned", readonly=True)
    active_count = fields.Integer(string="Active", readonly=True)
    lapsed_count = fields.Integer(
        string="Lapsed", readonly=True, help="Have bought before, but not recently."
    )
    rate = fields.Float(
        string="Active (%)", readonly=True, digits=(5, 1), aggregator="avg"
    )
    target = fields.Float(
        string="Target (%)",
        readonly=True,
        digits=(5, 1),
        aggregator="avg",
        help="As it was set at that time.",
    )
    gap = fields.Float(
        string="Gap (points)", readonly=True, digits=(5, 1), aggregator="avg"
    )
    change = fields.Float(
        string="Change (points)",
        readonly=True,
        digits=(5, 1),
        aggregator=None,
        help="Rate minus the rate of the month before, in percentage points.",
    )
    has_previous = fields.Boolean(readonly=True)
    points = fields.Json(
        string="Trend",
        compute="_compute_points",
        help="Rates of the last 12 months, and the target as a dashed line.",
    )

    @property
    def _table_query(self):
        # Salespeople come and go: a month is compared with the last one of theirs.
        return SQL(
            """
            SELECT ROW_NUMBER() OVER (ORDER BY month, company_id, user_id) AS id,
                   month.*,
                   rate - target AS gap,
                   rate - LAG(rate) OVER previous AS change,
                   LAG(rate) OVER previous IS NOT NULL AS has_previous
              FROM (SELECT company_id, month, is_current, user_id,
                           SUM(assigned_count)::integer AS assigned_count,
                           SUM(active_count)::integer AS active_count,
                           SUM(lapsed_count)::integer AS lapsed_count,
                           CASE WHEN user_id IS NOT NULL
                                THEN 100.0 * SUM(active_count) / SUM(assigned_count)
                            END AS rate,
                           CASE WHEN user_id IS NOT NULL THEN MAX(target) END AS target
                      FROM (%s) shape
                  GROUP BY company_id, month, is_current, user_id) month
            WINDOW previous AS (PARTITION BY company_id, user_id ORDER BY month)
            """,
            select_months(select_shape()),
        )

    @api.depends("month", "user_id", "company_id")
    def _compute_points(self):
        """Rates of each salesperson up to the month of the row, from one query."""
        rows = self.search_fetch(
            [
                ("user_id", "in", self.user_id.ids),
                ("company_id", "in", self.company_id.ids),
            ],
            ["company_id", "user_id", "month", "rate", "target"],
            order="month",
        )
        points = defaultdict(list)
        for row in rows:
            points[row.company_id, row.user_id].append(row._get_point())
        for row in self:
            until = fields.Date.to_string(row.month)
            row.points = [
                point
                for point in points[row.company_id, row.user_id]
                if point["month"] <= until
            ][-SPARKLINE_MONTHS:]

    def _get_point(self):
        return {
            "month": fields.Date.to_string(self.month),
            "rate": round(self.rate, 1),
            "target": round(self.target, 1),
        }

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        if aggregate_spec in RATES:
            return RATES[aggregate_spec]
        return super()._read_group_select(aggregate_spec, query)

    def action_open_clients(self):
        """Open the present clients of the salesperson; those of a past month are not
        kept by name."""
        need_one(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "client_segmentation.client_segment_active_report_action"
        )
        name = {} if self.is_current else {"name": self.env._("Clients of Today")}
        facet = self.user_id.display_name or self.env._("Without Salesperson")
        return open_with_facet(
            {**action, **name},
            facet,
            [
                ("user_id", "=", self.user_id.id),
                ("company_id", "=", self.company_id.id),
            ],
            search_default_assigned=1,
        )
