from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.client_segmentation.models.core import segment_axes
from odoo.addons.client_segmentation.models.core.client_segment import MANAGER_GROUP
from odoo.addons.client_segmentation.models.core.doors import need_one
from odoo.addons.client_segmentation.models.core.res_users import select_open_amount

from ...models.dossier.fields import FloatOrNothing


class KeyAccountCandidate(models.Model):
    """Clients that are key by their share of the profit and have no dossier.

    Whether a client has a dossier is itself a secret. So a row is left out only for
    a dossier that the user can open: a client kept by others is on the list like one
    that nobody keeps, and opening a second dossier on it is allowed. Whoever may not
    open any dossier sees all key clients, which is what client_segmentation tells.
    """

    _name = "key.account.candidate"
    _inherit = ["client.closed.mixin"]
    _description = "Key Client Without a Dossier"
    _auto = False
    _order = "revenue desc, id"
    _rec_name = "partner_id"
    _depends = {
        "client.segment": ["company_id", "is_key", "margin", "partner_id", "revenue"],
        "client.segment.run": ["company_id", "profit_total", "state"],
        "key.account.dossier": [
            "active",
            "company_id",
            "partner_id",
            "supervisor_id",
            "user_id",
        ],
        "res.company": ["currency_id"],
        "client.segment.policy": ["company_id", "use_is_key"],
        "res.partner": ["active", "commercial_partner_id", "user_id"],
    }

    partner_id = fields.Many2one("res.partner", string="Client", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    tier = fields.Selection(segment_axes.TIER.values, readonly=True)
    abcxyz = fields.Selection(
        segment_axes.ABCXYZ.values, string="ABCXYZ", readonly=True
    )
    rfm = fields.Selection(segment_axes.RFM.values, string="RFM", readonly=True)
    is_mono = fields.Boolean(string="Mono-client", readonly=True)
    revenue = fields.Monetary(readonly=True)
    last_order_date = fields.Date(string="Last Purchase", readonly=True)
    profit_share = FloatOrNothing(
        readonly=True,
        digits=(12, 4),
        aggregator="sum",
        groups=MANAGER_GROUP,
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT segment.id,
                   segment.partner_id,
                   segment.company_id,
                   company.currency_id,
                   partner.user_id,
                   segment.tier,
                   segment.abcxyz,
                   segment.rfm,
                   segment.is_mono,
                   %(revenue)s AS revenue,
                   %(last_order_date)s AS last_order_date,
                   GREATEST(segment.margin, 0) / NULLIF(run.profit_total, 0)
                       AS profit_share
              FROM client_segment segment
              JOIN res_partner partner ON partner.id = segment.partner_id
              JOIN res_company company ON company.id = segment.company_id
              JOIN client_segment_policy policy
                ON policy.company_id = segment.company_id
              LEFT JOIN LATERAL (
                   SELECT profit_total
                     FROM client_segment_run
                    WHERE company_id = segment.company_id AND state = 'done'
                 ORDER BY id DESC
                    LIMIT 1
                   ) run ON TRUE
             WHERE segment.is_key
               AND policy.use_is_key
               AND partner.active
               AND NOT EXISTS (%(own_dossiers)s)
            """,
            own_dossiers=self._select_own_dossiers(),
            **{
                name: select_open_amount(
                    self.env, SQL.identifier("segment", name), SQL("partner.user_id")
                )
                for name in ("revenue", "last_order_date")
            },
        )

    @api.model
    def _select_own_dossiers(self):
        # By the user's number and not by a search: the superuser's search would
        # tell whoever gets the rows by way of an elevated right.
        return SQL(
            """
            SELECT
              FROM key_account_dossier dossier
              JOIN res_partner kept ON kept.id = dossier.partner_id
             WHERE kept.commercial_partner_id = segment.partner_id
               AND dossier.company_id = segment.company_id
               AND dossier.active
               AND %(user_id)s IN (dossier.user_id, dossier.supervisor_id)
            """,
            user_id=self.env.uid,
        )

    def action_create_dossier(self):
        """Open a dossier on this client, and show it."""
        need_one(self)
        dossier = self.env["key.account.dossier"].create(
            {"partner_id": self.partner_id.id, "company_id": self.company_id.id}
        )
        return dossier._get_records_action()
