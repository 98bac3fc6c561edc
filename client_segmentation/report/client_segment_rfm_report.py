from odoo import fields, models
from odoo.tools import SQL

from ..models.doors import need_one
from ..models.segment_axes import RFM_SEGMENTS
from ..sql.months import select_months


class ClientSegmentRfmReport(models.Model):
    """How many clients were in each RFM segment at the end of each month, where they
    had come from, and what they had bought within the horizon."""

    _name = "client.segment.rfm.report"
    _description = "RFM by Month"
    _auto = False
    _rec_name = "rfm"
    _order = "month desc, client_count desc, id"
    _depends = {
        "client.segment": ["company_id", "rfm", "rfm_month", "revenue"],
        "client.segment.month": ["month", "rfm_before", "rfm", "client_count"],
        "client.segment.run": ["as_of", "state"],
        "res.partner": ["active", "user_id"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    month = fields.Date(readonly=True, help="Counted at its end.")
    as_of = fields.Date(readonly=True, help="The day of the run that has counted.")
    is_current = fields.Boolean(string="Now", readonly=True)
    has_previous = fields.Boolean(
        string="Compared", readonly=True, help="There is a month before to compare."
    )
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    rfm_before = fields.Selection(
        selection=RFM_SEGMENTS,
        string="RFM the Month Before",
        readonly=True,
        help="None for clients who had not bought yet.",
    )
    rfm = fields.Selection(selection=RFM_SEGMENTS, string="RFM", readonly=True)
    client_count = fields.Integer(string="Clients", readonly=True)
    revenue = fields.Monetary(
        readonly=True, help="Untaxed amount within the horizon of the time."
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT ROW_NUMBER() OVER (ORDER BY month, company_id, user_id, rfm_before,
                                               rfm) AS id,
                   company_id, month, as_of, is_current, has_previous, user_id,
                   rfm_before, rfm, client_count, revenue
              FROM (%s) shape
             WHERE rfm IS NOT NULL OR rfm_before IS NOT NULL
            """,
            select_months(),
        )

    def action_open_clients(self):
        """Open who is in the segment now or, of a past month, who had moved."""
        need_one(self)
        if self.is_current:
            action = "client_segment_partner_action"
            domain = [
                ("parent_id", "=", False),
                ("segment_rfm", "=", self.rfm),
                ("user_id", "=", self.user_id.id),
            ]
        else:
            action = "client_segment_history_action"
            domain = [
                ("axis", "=", "rfm"),
                ("company_id", "=", self.company_id.id),
                ("date", "=", self.as_of),
                ("old_value", "=", self.rfm_before and f"rfm:{self.rfm_before}"),
                ("new_value", "=", self.rfm and f"rfm:{self.rfm}"),
            ]
        values = self.env["ir.actions.act_window"]._for_xml_id(
            f"client_segmentation.{action}"
        )
        values.update(domain=domain, context={})
        if not self.is_current:
            values["views"] = [(False, "list")]
        return values
