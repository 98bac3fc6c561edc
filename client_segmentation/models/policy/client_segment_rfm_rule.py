from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...arithmetic.core.rfm import RfmRule
from ..core.segment_axes import RFM


class ClientSegmentRfmRule(models.Model):
    """A row of the table that turns RFM scores into a named segment. The rules are
    tried in their order; the first one that matches wins."""

    _name = "client.segment.rfm.rule"
    _description = "RFM Rule"
    _order = "sequence, id"
    _rec_name = "segment"

    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    segment = fields.Selection(selection=RFM.values, required=True)
    r_min = fields.Integer(string="R from", default=1, aggregator=None)
    r_max = fields.Integer(string="R to", default=5, aggregator=None)
    f_min = fields.Integer(string="F from", default=1, aggregator=None)
    f_max = fields.Integer(string="F to", default=5, aggregator=None)
    m_min = fields.Integer(string="M from", default=1, aggregator=None)
    m_max = fields.Integer(string="M to", default=5, aggregator=None)

    @api.constrains("r_min", "r_max", "f_min", "f_max", "m_min", "m_max")
    def _check_ranges(self):
        for record in self:
            if record._get_rule().get_problems():
                raise ValidationError(
                    self.env._(
                        "The rule for %(segment)s can never match: scores run from 1 to"
                        " 5, and no range may end before it begins.",
                        segment=record.display_name,
                    )
                )

    @api.model
    def _get_plain_rules(self):
        """Return the rules in their order, as :class:`RfmRule`."""
        return tuple(rule._get_rule() for rule in self.search([]))

    def _get_rule(self):
        self.ensure_one()
        return RfmRule(
            self.segment,
            *(self.r_min, self.r_max),
            *(self.f_min, self.f_max),
            *(self.m_min, self.m_max),
        )
