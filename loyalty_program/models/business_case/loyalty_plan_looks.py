"""When the result will be decided on: fixed with the case, before anybody looks."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .loyalty_plan import HORIZON_MAX, LOOKS

LOOKS_MAX = 12


class LoyaltyPlan(models.Model):
    _inherit = "loyalty.plan"

    decision_months = fields.Integer(
        string="Decide after (Months)",
        default=12,
        aggregator=None,
        help="So many months after the first member has joined, the result of the "
        "program is decided on.",
    )
    look_count = fields.Integer(
        string="Planned Looks",
        default=4,
        aggregator=None,
        help="At equal distances up to the decision. A clear result is decided on "
        "early; the other weekly figures are no verdict. Looking more often asks for "
        "a clearer result.",
    )

    @api.constrains(*LOOKS)
    def _check_looks(self):
        for plan in self:
            if not 1 <= plan.decision_months <= HORIZON_MAX:
                raise ValidationError(
                    self.env._(
                        "The result is decided on after 1 to %(months)s months.",
                        months=HORIZON_MAX,
                    )
                )
            if not 1 <= plan.look_count <= LOOKS_MAX:
                raise ValidationError(
                    self.env._(
                        "There are 1 to %(count)s looks at a result.", count=LOOKS_MAX
                    )
                )

    def _prepare_snapshot(self):
        looks = {name: self[name] for name in LOOKS}
        return {**super()._prepare_snapshot(), "looks": looks}
