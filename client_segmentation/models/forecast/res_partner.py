from odoo import fields, models

from ..core.client_segment import MANAGER_GROUP
from ..core.segment_columns import SEGMENT_GROUP, search_by


class ResPartner(models.Model):
    """What is expected of a client, in the current company."""

    _inherit = "res.partner"

    segment_chance = fields.Float(
        string="Chance to Buy Again",
        compute="_compute_segment_fields",
        search=search_by("segment_chance"),
        digits=(12, 4),
        aggregator="avg",
        groups=SEGMENT_GROUP,
        help="That the client still buys, 0 to 1; empty without a forecast.",
    )
    segment_expected_orders = fields.Float(
        string="Expected Purchases",
        compute="_compute_segment_fields",
        search=search_by("segment_expected_orders"),
        digits=(12, 2),
        aggregator="sum",
        groups=SEGMENT_GROUP,
        help="Months with a purchase that are expected of the next 12.",
    )
    segment_expected_margin = fields.Monetary(
        string="Expected Margin",
        compute="_compute_segment_fields",
        search=search_by("segment_expected_margin"),
        currency_field="segment_currency_id",
        aggregator="sum",
        groups=MANAGER_GROUP,
        help="Margin that is expected of the next 12 months.",
    )
    segment_at_stake = fields.Monetary(
        string="Money at Stake",
        compute="_compute_segment_fields",
        search=search_by("segment_at_stake"),
        currency_field="segment_currency_id",
        aggregator="sum",
        groups=MANAGER_GROUP,
        help="Of a client that is late: the margin of a usual year times the fall of"
        " its chance since the last purchase.",
    )
