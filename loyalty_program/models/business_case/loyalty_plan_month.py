from odoo import api, fields, models


class LoyaltyPlanMonth(models.Model):
    _name = "loyalty.plan.month"
    _description = "Month of a Loyalty Business Case"
    _order = "plan_id, number"

    plan_id = fields.Many2one(
        comodel_name="loyalty.plan",
        string="Business Case",
        required=True,
        index=True,
        ondelete="cascade",
    )
    program_id = fields.Many2one(related="plan_id.program_id", store=True)
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")
    number = fields.Integer(
        string="Month",
        aggregator=None,
        help="Month 0 is the launch itself.",
    )
    members = fields.Float(digits=(16, 1), aggregator=None)
    incremental_profit = fields.Monetary()
    cost = fields.Monetary()
    net = fields.Monetary(string="Net Flow")
    cumulative = fields.Monetary(string="Cumulative Flow")
    liability = fields.Monetary(
        string="Rewards Owed",
        aggregator=None,
        help="Cost of the earned rewards that members will redeem later.",
    )

    @api.depends("number", "plan_id.name")
    def _compute_display_name(self):
        for month in self:
            month.display_name = self.env._(
                "%(plan)s, month %(number)s",
                plan=month.plan_id.name,
                number=month.number,
            )
