from odoo import api, fields, models

from odoo.addons.client_segmentation.models.segment_axes import (
    ABC_CLASSES,
    RFM_SEGMENTS,
    TIERS,
)

from ..measurement.nps import DETRACTOR_TO, PROMOTER_FROM


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
        help="100 for a promoter (9, 10), -100 for a detractor (0 to 6): the average "
        "is the net promoter score.",
    )
    answered_on = fields.Date()
    tier = fields.Selection(selection=TIERS)
    abc = fields.Selection(selection=ABC_CLASSES, string="ABC")
    rfm = fields.Selection(selection=RFM_SEGMENTS, string="RFM")

    @api.depends("number", "attribute_id.is_nps")
    def _compute_nps(self):
        for value in self:
            is_promoter = value.number >= PROMOTER_FROM
            is_detractor = value.number <= DETRACTOR_TO
            score = 100.0 * (is_promoter - is_detractor)
            value.nps = score if value.attribute_id.is_nps else 0.0
