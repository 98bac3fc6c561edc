from odoo import api, fields, models


class LoyaltyResultMonth(models.Model):
    """A month of a result, counted from the launch on; those before it are negative.
    Month 0 is the launch itself."""

    _name = "loyalty.result.month"
    _description = "Month of a Loyalty Result"
    _order = "result_id, number"

    result_id = fields.Many2one(
        comodel_name="loyalty.result",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    program_id = fields.Many2one(related="result_id.program_id", store=True)
    company_id = fields.Many2one(related="result_id.company_id", store=True)
    is_latest = fields.Boolean(related="result_id.is_latest")
    currency_id = fields.Many2one(related="result_id.currency_id")
    number = fields.Integer(string="Month", readonly=True, aggregator=None)
    date = fields.Date(string="From", readonly=True)
    is_partial = fields.Boolean(
        readonly=True, help="The month was still in progress when it was measured."
    )

    # Per client
    margin_member = fields.Monetary(
        string="Margin per Member", readonly=True, aggregator="avg"
    )
    margin_control = fields.Monetary(
        string="Margin per Client Compared", readonly=True, aggregator="avg"
    )
    orders_member = fields.Float(
        string="Orders per Member", readonly=True, aggregator="avg"
    )
    orders_control = fields.Float(
        string="Orders per Client Compared", readonly=True, aggregator="avg"
    )
    buyers_member = fields.Float(
        string="Members Who Bought", readonly=True, aggregator="avg"
    )
    buyers_control = fields.Float(
        string="Clients Compared Who Bought", readonly=True, aggregator="avg"
    )

    members = fields.Integer(
        readonly=True, aggregator=None, help="Members at the end of the month."
    )
    joined = fields.Integer(readonly=True)
    gone = fields.Integer(string="Left", readonly=True)
    incremental_profit = fields.Monetary(string="More Margin", readonly=True)
    cost = fields.Monetary(readonly=True)
    net = fields.Monetary(string="Net Flow", readonly=True)
    cumulative = fields.Monetary(
        string="Cumulative Flow", readonly=True, aggregator=None
    )
    planned_net = fields.Monetary(string="Planned Net Flow", readonly=True)
    planned_cumulative = fields.Monetary(
        string="Planned Cumulative Flow", readonly=True, aggregator=None
    )

    @api.depends("number", "result_id.program_id")
    def _compute_display_name(self):
        for month in self:
            month.display_name = self.env._(
                "%(program)s, month %(number)s",
                program=month.program_id.name,
                number=month.number,
            )
