from odoo import api, fields, models
from odoo.tools import SQL

from ...sql.timing.purchase_timing import select_purchase_timings
from ..core.segment_columns import SEGMENT_GROUP, search_by
from .purchase_timing import PURCHASE_TIMINGS

FIELD = "segment_purchase_timing"


class ResPartner(models.Model):
    """Contacts show when their commercial entity is going to buy, according to its
    open opportunities in the current company. It is always up to date: no run is
    needed."""

    _name = "res.partner"
    _inherit = ["res.partner", "client.segment.switch"]

    segment_purchase_timing = fields.Selection(
        selection=PURCHASE_TIMINGS,
        string="Purchase Timing",
        compute="_compute_segment_fields",
        search=search_by(FIELD),
        groups=SEGMENT_GROUP,
        help="The most pressing timing among the open opportunities of the client:"
        " urgent, scheduled, researching.",
    )

    @api.model
    def _get_client_sources(self, client_ids):
        query = SQL(
            "SELECT partner_id, timing FROM (%s) client WHERE partner_id = ANY(%s)",
            self._select_purchase_timings(),
            client_ids,
        )
        return [*super()._get_client_sources(client_ids), ({FIELD: "timing"}, query)]

    @api.depends(FIELD)
    def _compute_segment_tag_ids(self):
        super()._compute_segment_tag_ids()
        tags = self.env["res.partner.category"]
        tag_ids = tags._get_segment_tag_ids()
        timings = self._get_field_values(FIELD)
        for partner in self:
            if tag_id := tag_ids.get((FIELD, timings[partner._ids[0]])):
                partner.segment_tag_ids += tags.browse(tag_id)

    def _own_field_to_sql(self, alias, field_name, query):
        if field_name != FIELD:
            return super()._own_field_to_sql(alias, field_name, query)
        field = self._fields["commercial_partner_id"]
        client = SQL.identifier(alias, field.name, to_flush=field)
        timing = self._join_purchase_timing(alias, client, query)
        return SQL.identifier(timing, "timing")

    @api.model
    def _join_purchase_timing(self, alias, client, query):
        """Join the timings that the clients ``client`` (an SQL expression) of the
        table ``alias`` have in the current company to ``query``; return the alias of
        the joined table."""
        timing = query.make_alias(alias, "purchase_timing")
        query.add_join(
            "LEFT JOIN",
            timing,
            SQL("(%s)", self._select_purchase_timings()),
            SQL("%s = %s", SQL.identifier(timing, "partner_id"), client),
        )
        return timing

    @api.model
    def _select_purchase_timings(self):
        leads = self.env["crm.lead"]
        names = ("purchase_timing", "type", "active", "won_status", "partner_id")
        flushed = [leads._fields[name] for name in (*names, "company_id")]
        flushed.append(self._fields["commercial_partner_id"])
        policies = self.env["client.segment.policy"]
        flushed.append(policies._fields["use_purchase_timing"])
        return select_purchase_timings(self.env.company.id, flushed)
