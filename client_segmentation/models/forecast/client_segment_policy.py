from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...arithmetic.forecast.value import get_reason


class ClientSegmentPolicy(models.Model):
    """Lifetime value from the purchase model, as one of the formulas."""

    _inherit = "client.segment.policy"

    ltv_formula = fields.Selection(
        selection_add=[("purchases", "Expected purchases × margin of a purchase")],
        ondelete={"purchases": "set default"},
    )

    @api.constrains("ltv_formula", "ltv_discount")
    def _check_ltv_by_purchases(self):
        for policy in self:
            if policy.ltv_formula == "purchases" and get_reason(
                policy.ltv_discount / 100
            ):
                raise ValidationError(
                    self.env._(
                        "Lifetime value by expected purchases needs a discount rate"
                        " above 0 %%: without one, the sum has no end."
                    )
                )
