from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...sql.core import cube
from . import segment_axes
from .client_segment import MANAGER_GROUP

# Averages of clients, from the sums and the numbers of those who have a value
AVERAGES = {
    "rfm_recency": "rfm_count",
    "rfm_frequency": "rfm_count",
    "rfm_monetary": "rfm_count",
    "variation": "variation_count",
    "margin_variation": "margin_variation_count",
}

# What a contact is counted by
COUNTED_BY = ("user_id", "active", "company_id", "partner_share")


class ClientSegmentCube(models.Model):
    """Clients counted and added up by company, salesperson and classes, for screens:
    ``sql/core/cube.py`` tells how. Only SQL writes it, and nobody reads it but code
    that has checked what the user may see."""

    _name = "client.segment.cube"
    _description = "Client Segment Totals"
    _log_access = False
    _rec_name = "user_id"

    is_change = fields.Boolean(help="Happened since the run that is counted.")
    company_id = fields.Many2one("res.company", ondelete="cascade", index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one("res.users", ondelete="set null")
    partner_company_id = fields.Many2one(
        "res.company", string="Company of the Contacts", ondelete="set null"
    )
    partner_share = fields.Boolean(string="Contacts of Outsiders")
    for _axis in segment_axes.CLASSES:
        locals()[_axis.column] = _axis.get_field(_axis.label)
    del _axis
    rfm_before = fields.Selection(selection=segment_axes.RFM.values)
    has_revenue = fields.Boolean()

    # Added up by code that has checked what the user may see, not in views
    client_count = fields.Integer(aggregator=None)
    buyer_count = fields.Integer(aggregator=None)
    lapsed_count = fields.Integer(aggregator=None)
    order_count = fields.Integer(aggregator=None)
    revenue = fields.Monetary(aggregator=None)
    revenue_gain = fields.Monetary(aggregator=None)
    margin = fields.Monetary(aggregator=None, groups=MANAGER_GROUP)
    margin_gain = fields.Monetary(aggregator=None, groups=MANAGER_GROUP)
    total_margin = fields.Monetary(aggregator=None, groups=MANAGER_GROUP)
    ltv = fields.Monetary(aggregator=None, groups=MANAGER_GROUP)
    at_stake = fields.Monetary(aggregator=None, groups=MANAGER_GROUP)
    late_count = fields.Integer(aggregator=None)
    late_stake = fields.Monetary(aggregator=None, groups=MANAGER_GROUP)
    rfm_count = fields.Integer(aggregator=None)
    rfm_recency = fields.Integer(aggregator=None)
    rfm_frequency = fields.Integer(aggregator=None)
    rfm_monetary = fields.Integer(aggregator=None)
    variation_count = fields.Integer(aggregator=None)
    variation = fields.Float(digits=(16, 4), aggregator=None)
    margin_variation_count = fields.Integer(aggregator=None, groups=MANAGER_GROUP)
    margin_variation = fields.Float(
        digits=(16, 4), aggregator=None, groups=MANAGER_GROUP
    )

    @api.model
    def _write_company(self, company, run=None):
        for statement in cube.write(company.id, run and run.id):
            self.env.cr.execute(statement)

    @api.model
    def _add(self, sign, partners=None, segments=None):
        """Count the clients among ``partners``, or those of ``segments``, in, or out
        (``sign`` -1), as they are now."""
        self.env["res.partner"].flush_model(COUNTED_BY)
        if segments is None:
            condition = SQL("segment.partner_id = ANY(%s)", partners.ids)
        else:
            condition = SQL("segment.id = ANY(%s)", segments.ids)
        self.env.cr.execute(cube.add(condition, sign))

    @api.model
    def _read_counted(self, user_id, groupby, names, rules):
        """Return the groups of the current company's clients, of one salesperson if
        ``user_id`` is given, as tuples of ``groupby`` and the sums ``names``, of which
        the first is the number of clients.

        :param rules: which clients the user may see, as a domain of this model
        """
        domain = Domain("company_id", "=", self.env.company.id) & rules
        if user_id:
            domain &= Domain("user_id", "=", user_id)
        return self._read_group(
            domain,
            groupby,
            [f"{name}:sum" for name in names],
            having=[(f"{names[0]}:sum", ">", 0)],
        )

    @api.model
    def _count(self, user_id, groupby, names, partners):
        """As :meth:`_read_counted`, client by client.

        :param partners: the query of the contacts that the user may see
        """
        condition = SQL(
            "segment.company_id = %s AND segment.partner_id IN %s",
            self.env.company.id,
            partners.subselect(),
        )
        if user_id:
            condition = SQL("%s AND partner.user_id = %s", condition, user_id)
        return self.env.execute_query(cube.select_sums(condition, groupby, names))

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        name, _colon, function = aggregate_spec.partition(":")
        if function == "avg" and name in AVERAGES:
            return SQL(
                "SUM(%s)::numeric / NULLIF(SUM(%s), 0)",
                self._field_to_sql(self._table, name, query),
                self._field_to_sql(self._table, AVERAGES[name], query),
            )
        return super()._read_group_select(aggregate_spec, query)
