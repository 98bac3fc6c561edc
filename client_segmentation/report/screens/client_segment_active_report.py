from odoo import api, fields, models
from odoo.tools import SQL

from ...models.core import segment_axes
from ...models.core.doors import need_one, read_id


class ClientSegmentActiveReport(models.Model):
    """How many of the clients assigned to a salesperson have bought lately.

    One row per client and company. The counts are 0 or 1, so that they add up; the
    rate is 0 or 100, so that its average over any group is the group's rate. Clients
    without a salesperson have no rate and do not change that of the others.
    """

    _name = "client.segment.active.report"
    _description = "Active Client Base"
    _auto = False
    _rec_name = "partner_id"
    _order = "last_order_date desc nulls last, id"
    _depends = {
        "client.segment": [
            "partner_id",
            "company_id",
            "is_active",
            "last_order_date",
            "temperature",
            "abc",
            "tier",
        ],
        "res.partner": ["active", "user_id"],
        "client.segment.policy": ["company_id", "active_target"],
    }

    partner_id = fields.Many2one("res.partner", string="Client", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    assigned_count = fields.Integer(string="Assigned", readonly=True)
    active_count = fields.Integer(
        string="Active",
        readonly=True,
        help="Have bought within the number of days set for the company.",
    )
    lapsed_count = fields.Integer(
        string="Lapsed", readonly=True, help="Have bought before, but not recently."
    )
    rate = fields.Float(
        string="Active (%)",
        readonly=True,
        digits=(5, 1),
        aggregator="avg",
        help="The share of clients assigned to a salesperson that are active.",
    )
    target = fields.Float(
        string="Target (%)", readonly=True, digits=(5, 1), aggregator="avg"
    )
    gap = fields.Float(
        string="Gap (points)",
        readonly=True,
        digits=(5, 1),
        aggregator="avg",
        help="Rate minus target, in percentage points: below zero, the target is "
        "missed.",
    )
    last_order_date = fields.Date(string="Last Order", readonly=True)
    temperature = fields.Selection(
        selection=segment_axes.TEMPERATURE.values, readonly=True
    )
    abc = fields.Selection(
        selection=segment_axes.ABC.values, string="ABC", readonly=True
    )
    tier = fields.Selection(selection=segment_axes.TIER.values, readonly=True)

    @property
    def _table_query(self):
        return SQL("%s %s %s", self._select(), self._from(), self._where())

    @api.model
    def _select(self):
        return SQL(
            """
            SELECT segment.id,
                   segment.partner_id,
                   segment.company_id,
                   partner.user_id,
                   (partner.user_id IS NOT NULL)::integer AS assigned_count,
                   %(is_active)s::integer AS active_count,
                   (segment.last_order_date IS NOT NULL AND NOT %(is_active)s)::integer
                       AS lapsed_count,
                   CASE WHEN %(is_assigned)s THEN 100.0 * %(is_active)s::integer END
                       AS rate,
                   CASE WHEN %(is_assigned)s THEN policy.active_target END
                       AS target,
                   CASE WHEN %(is_assigned)s
                        THEN 100.0 * %(is_active)s::integer
                             - policy.active_target END AS gap,
                   segment.last_order_date,
                   segment.temperature,
                   segment.abc,
                   segment.tier
            """,
            is_active=SQL("COALESCE(segment.is_active, FALSE)"),
            is_assigned=SQL("partner.user_id IS NOT NULL"),
        )

    @api.model
    def _from(self):
        return SQL(
            """
              FROM client_segment segment
              JOIN res_partner partner ON partner.id = segment.partner_id
              JOIN client_segment_policy policy
                ON policy.company_id = segment.company_id
            """
        )

    @api.model
    def _where(self):
        return SQL("WHERE partner.active")

    def action_open_client(self):
        need_one(self)
        return self.partner_id._get_records_action()

    @api.model
    @api.readonly
    def get_active_rate(self, user_id):
        """Return the rate of active clients of a salesperson, in %, in the company
        that the salesperson works for; 0 without clients."""
        user = self.env["res.users"].browse(read_id(self.env, user_id))
        domain = [("user_id", "=", user.id), ("company_id", "=", user.company_id.id)]
        [(rate,)] = self._read_group(domain, [], ["rate:avg"])
        return rate or 0.0

    @api.model
    def _load_goal_definitions(self):
        """Offer the active client base as goals where Gamification is installed,
        which this module does not need otherwise."""
        if "gamification.goal.definition" not in self.env:
            return
        own = "[('user_id', '=', user.id), ('company_id', '=', user.company_id.id)"
        values_by_name = {
            "goal_definition_active_clients": {
                "name": "Active Clients",
                "description": "Own clients who have bought lately",
                "computation_mode": "count",
                "model_id": self.env["ir.model"]._get_id(self._name),
                "domain": f"{own}, ('active_count', '=', 1)]",
                "suffix": "clients",
            },
            "goal_definition_active_rate": {
                "name": "Active Client Base",
                "description": "Share of own clients who have bought lately",
                "computation_mode": "python",
                "compute_code": f"result = env['{self._name}']"
                ".get_active_rate(object.user_id.id)",
                "suffix": "%",
            },
        }
        self.env["gamification.goal.definition"]._load_records(
            [
                {
                    "xml_id": f"client_segmentation.{name}",
                    "values": values,
                    "noupdate": True,
                }
                for name, values in values_by_name.items()
            ],
            # What people have made of them stays.
            update=True,
        )
