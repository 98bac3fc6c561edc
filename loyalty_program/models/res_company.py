from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    loyalty_gate = fields.Boolean(
        string="Require a Business Case",
        default=True,
        help="Loyalty programs of this company run only with an approved business "
        "case that meets the limits.",
    )
    loyalty_min_roi = fields.Float(string="Minimum ROI")
    loyalty_max_payback = fields.Float(
        string="Maximum Payback",
        default=12.0,
        help="In months; 0 sets no limit.",
    )

    @api.constrains("loyalty_min_roi", "loyalty_max_payback")
    def _check_loyalty_limits(self):
        for company in self:
            if company.loyalty_max_payback < 0:
                raise ValidationError(
                    self.env._("The maximum payback cannot be negative.")
                )
            if company.loyalty_min_roi < -1:
                raise ValidationError(
                    self.env._("The minimum ROI cannot be below -100%.")
                )
