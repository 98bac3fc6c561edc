from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.client_segmentation.arithmetic.core import nps
from odoo.addons.client_segmentation.models.core.segment_axes import ABC, RFM, TIER


class ClientPortraitValue(models.Model):
    """An answer of a client, kept with the class the client had when it was given:
    what clients of a segment are like is asked of that time."""

    _name = "client.portrait.value"
    _description = "Portrait Value"
    _order = "portrait_id, attribute_id, id"
    _rec_name = "value"

    portrait_id = fields.Many2one(
        comodel_name="client.portrait", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        related="portrait_id.partner_id", string="Client", store=True, index=True
    )
    user_id = fields.Many2one(
        related="partner_id.user_id", string="Salesperson", store=True
    )
    attribute_id = fields.Many2one(
        comodel_name="client.portrait.attribute",
        required=True,
        index=True,
        ondelete="cascade",
    )
    value = fields.Char(required=True)
    number = fields.Float(aggregator="avg")
    nps = fields.Float(
        string="NPS",
        compute="_compute_nps",
        store=True,
        aggregator="avg",
        help="100 for a promoter (9 or 10), -100 for a detractor (0 to 6): the "
        "average is the Net Promoter Score.",
    )
    answered_on = fields.Date()
    tier = fields.Selection(selection=TIER.values)
    abc = fields.Selection(selection=ABC.values, string="ABC")
    rfm = fields.Selection(selection=RFM.values, string="RFM")

    @api.depends("number", "attribute_id.is_nps")
    def _compute_nps(self):
        for value in self:
            # A question may allow other numbers than its scale has.
            answer = min(max(value.number, nps.LOWEST), nps.HIGHEST)
            is_nps = value.attribute_id.is_nps
            value.nps = is_nps and nps.POINTS[nps.get_group(answer)]

    def _read_group_select(self, aggregate_spec, query):
        """Leave out of the score what does not ask for a recommendation: no value
        of a float is kept as 0, which would water the average down."""
        expression = super()._read_group_select(aggregate_spec, query)
        if aggregate_spec != "nps:avg":
            return expression
        asked = self.env["client.portrait.attribute"].sudo()
        return SQL(
            "%s FILTER (WHERE %s IN %s)",
            expression,
            self._field_to_sql(self._table, "attribute_id", query),
            asked._search([("is_nps", "=", True)]).subselect(),
        )
