from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    # Settings are read together and apart from the rest (``prefetch``): nearly every
    # request reads its company, few need them.
    loyalty_gate = fields.Boolean(
        string="Require a Business Case",
        default=True,
        help="Loyalty programs of this company run only with an approved business "
        "case that meets the limits.",
        prefetch="loyalty_program",
    )
    loyalty_self_approval = fields.Boolean(
        string="Submitter May Approve",
        help="When off, the person who submits a business case needs another sales "
        "manager to approve it.",
        prefetch="loyalty_program",
    )
    loyalty_min_roi = fields.Float(
        string="Minimum ROI",
        prefetch="loyalty_program",
    )
    loyalty_max_payback = fields.Float(
        string="Maximum Payback",
        default=12.0,
        help="In months; 0 means no limit.",
        prefetch="loyalty_program",
    )
    loyalty_max_loss = fields.Float(
        string="Maximum Probability of Loss",
        default=0.3,
        help="Share of the simulated outcomes that may end in a loss; 0 means no "
        "limit.",
        prefetch="loyalty_program",
    )
    loyalty_budget = fields.Monetary(
        string="Budget per Program",
        help="Total cost of a business case over its horizon; 0 means no limit.",
        prefetch="loyalty_program",
    )

    loyalty_approvers_only = fields.Boolean(
        string="Only Approvers Decide",
        help="When off, sales managers may decide on business cases, too.",
        prefetch="loyalty_program",
    )
    loyalty_second_amount = fields.Monetary(
        string="Two Approvals Above",
        help="Total cost above which two people have to approve; 0 means never.",
        prefetch="loyalty_program",
    )
    loyalty_min_power = fields.Float(
        string="Minimum Chance to Show the Effect",
        help="How likely the planned effect must be told from chance, for example 80%; "
        "0 only warns.",
        prefetch="loyalty_program",
    )
    loyalty_exempt_key = fields.Boolean(
        string="Key Clients Are Never Controls",
        default=True,
        help="Key and mono-clients join without a draw. They are left out of the "
        "comparison.",
        prefetch="loyalty_program",
    )

    @api.constrains(
        *("loyalty_min_roi", "loyalty_max_payback", "loyalty_max_loss"),
        *("loyalty_budget", "loyalty_second_amount", "loyalty_min_power"),
    )
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
            if not 0 <= company.loyalty_max_loss <= 1:
                raise ValidationError(
                    self.env._(
                        "The maximum probability of loss must be between 0% and 100%."
                    )
                )
            if not 0 <= company.loyalty_min_power < 1:
                raise ValidationError(
                    self.env._(
                        "The minimum chance to show the effect must be below 100%."
                    )
                )
            if company.loyalty_second_amount < 0:
                raise ValidationError(
                    self.env._("The amount for two approvals cannot be negative.")
                )
            if company.loyalty_budget < 0:
                raise ValidationError(self.env._("The budget cannot be negative."))
