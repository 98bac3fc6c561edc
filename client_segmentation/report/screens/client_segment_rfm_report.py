from odoo import fields, models
from odoo.tools import SQL

from ...models.core.doors import need_one
from ...models.core.facets import open_with_facet
from ...models.core.res_users import select_open_amount
from ...models.core.segment_axes import RFM
from ...sql.core.cube import select_shape
from ...sql.core.months import select_months


class ClientSegmentRfmReport(models.Model):
    """How many clients were in each RFM segment at the end of each month, where they
    had come from, and what they had bought within the horizon."""

    _name = "client.segment.rfm.report"
    _description = "RFM by Month"
    _auto = False
    _rec_name = "rfm"
    _order = "month desc, client_count desc, id"
    _depends = {
        "client.segment.cube": ["client_count", "rfm", "rfm_before", "revenue"],
        "client.segment.month": ["month", "rfm_before", "rfm", "client_count"],
        "client.segment.run": ["as_of", "state"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    month = fields.Date(readonly=True, help="Counted at its end.")
    as_of = fields.Date(readonly=True, help="The day of the run that is counted.")
    is_current = fields.Boolean(string="Now", readonly=True)
    has_previous = fields.Boolean(
        string="Compared",
        readonly=True,
        help="There is an earlier month to compare with.",
    )
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    rfm_before = fields.Selection(
        selection=RFM.values,
        string="RFM the Month Before",
        readonly=True,
        help="Empty for clients who had not bought yet.",
    )
    rfm = fields.Selection(selection=RFM.values, string="RFM", readonly=True)
    client_count = fields.Integer(string="Clients", readonly=True)
    revenue = fields.Monetary(
        readonly=True, help="Untaxed amount within the horizon at that time."
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT ROW_NUMBER() OVER (ORDER BY month, company_id, user_id, rfm_before,
                                               rfm) AS id,
                   company_id, month, as_of, is_current, has_previous, user_id,
                   rfm_before, rfm, client_count, %(revenue)s AS revenue
              FROM (%(months)s) shape
             WHERE rfm IS NOT NULL OR rfm_before IS NOT NULL
            """,
            months=select_months(select_shape()),
            revenue=select_open_amount(self.env, SQL("revenue"), SQL("user_id")),
        )

    def action_open_clients(self):
        """Open who is in the segment now or, of a past month, who had moved."""
        need_one(self)
        if self.is_current:
            return self._get_action(
                "client_segment_partner_action", self._get_clients()
            )
        if self.rfm == self.rfm_before or not self.has_previous:
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "type": "info",
                    "message": self.env._(
                        "For a past month, only clients who moved from one segment "
                        "to another can be listed."
                    ),
                },
            }
        action = self._get_action("client_segment_history_action", self._get_moves())
        return {**action, "views": [(False, "list")]}

    def _get_clients(self):
        domain = [
            ("segment_rfm", "=", self.rfm),
            ("user_id", "=", self.user_id.id),
        ]
        if not self.has_previous:
            return domain
        # Who has bought for the first time since had no segment before.
        # Months are closed to salespeople, the day that one was counted on is not.
        last_day = (
            self.env["client.segment.month"]
            .sudo()
            ._get_last_day(self.company_id, fields.Date.subtract(self.month, months=1))
        )
        had = ("segment_first_order_date", "<=", last_day)
        if self.rfm_before:
            return [*domain, had, ("segment_rfm_month", "=", self.rfm_before)]
        return [*domain, "|", "!", had, ("segment_rfm_month", "=", False)]

    def _get_moves(self):
        # Whose client it was then is not kept by client: nearly always it is the same.
        return [
            ("axis", "=", "rfm"),
            ("company_id", "=", self.company_id.id),
            ("date", "=", self.as_of),
            ("old_value", "=", self.rfm_before and f"rfm:{self.rfm_before}"),
            ("new_value", "=", self.rfm and f"rfm:{self.rfm}"),
            ("partner_id.user_id", "=", self.user_id.id),
        ]

    def _get_action(self, name, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"client_segmentation.{name}"
        )
        labels = dict(self._fields["rfm"]._description_selection(self.env))
        before, after = (labels.get(rfm, "–") for rfm in (self.rfm_before, self.rfm))
        name = f"{before} → {after}" if self.has_previous else after
        if self.user_id:
            name = f"{name}, {self.user_id.display_name}"
        return open_with_facet(action, name, domain)
