from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.client_segmentation.models.core.doors import need_one

METHODS = [
    ("control", "Control Group"),
    ("similar", "Similar Clients"),
    ("before", "Before and After"),
    ("none", "Not Measurable"),
]
VERDICTS = [
    ("pays", "Pays"),
    ("helps", "Has an Effect"),
    ("no_effect", "No Effect"),
    ("loses", "Loses Money"),
    ("too_small", "Too Small to Tell"),
    ("none", "Not Measurable"),
]
BREAK_EVENS = [
    ("reached", "Reached"),
    ("expected", "Expected"),
    ("never", "Not at This Pace"),
    ("none", "Nothing to Earn Back"),
]


class LoyaltyResult(models.Model):
    """What a program has truly brought in one company, as of a day.

    Computed once, by the button or the job, and kept: later results are rows of
    their own. Clients count in the group they were drawn into, whether or not they
    stayed or used anything (intention to treat).
    """

    _name = "loyalty.result"
    _inherit = ["loyalty.machine.mixin"]
    _description = "Loyalty Result"
    _order = "as_of desc, id desc"

    program_id = fields.Many2one(
        comodel_name="loyalty.program",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    currency_id = fields.Many2one(comodel_name="res.currency", readonly=True)
    launched_on = fields.Date(readonly=True, help="The day on which the first joined.")
    as_of = fields.Date(required=True, readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="Measured By", readonly=True
    )
    is_latest = fields.Boolean(string="Latest", readonly=True)

    # How it was measured
    method = fields.Selection(
        selection=METHODS,
        required=True,
        readonly=True,
        help="Control group: members against clients drawn not to get anything, the "
        "strongest proof. Similar clients: how the members' purchases changed against "
        "those of clients who had bought as much, but did not join. Before and after: "
        "members alone, where anything else that changed counts as effect, too.",
    )
    reason = fields.Selection(
        selection=[
            ("no_members", "There are no members, or only one"),
            ("no_comparison", "There is nobody to compare with"),
            ("no_spread", "All clients of a group brought exactly the same"),
            ("not_started", "The program had not started by then"),
            ("no_orders", "Nobody has bought anything"),
        ],
        readonly=True,
    )
    verdict = fields.Selection(selection=VERDICTS, required=True, readonly=True)
    member_count = fields.Integer(string="Members", readonly=True, aggregator=None)
    control_count = fields.Integer(
        string="Compared With", readonly=True, aggregator=None
    )
    left_out_count = fields.Integer(
        string="Members Left Out",
        readonly=True,
        aggregator=None,
        help="Members whom no similar client can be found for.",
    )
    unrated_count = fields.Integer(
        string="Orders without a Rate",
        readonly=True,
        aggregator=None,
        help="Orders in a foreign currency without a rate: they count without their "
        "amounts.",
    )
    is_adjusted = fields.Boolean(
        readonly=True,
        help="What the clients had bought before they were drawn was taken into "
        "account: that makes the interval narrower.",
    )

    # Per client, since it was drawn
    margin_member = fields.Monetary(
        string="Margin per Member", readonly=True, aggregator=None
    )
    margin_control = fields.Monetary(
        string="Margin per Client Compared", readonly=True, aggregator=None
    )
    margin_member_before = fields.Monetary(readonly=True, aggregator=None)
    margin_control_before = fields.Monetary(readonly=True, aggregator=None)
    revenue_member = fields.Monetary(
        string="Revenue per Member", readonly=True, aggregator=None
    )
    revenue_control = fields.Monetary(
        string="Revenue per Client Compared", readonly=True, aggregator=None
    )
    revenue_effect = fields.Monetary(readonly=True, aggregator=None)
    revenue_error = fields.Monetary(readonly=True, aggregator=None)
    orders_member = fields.Float(
        string="Orders per Member", readonly=True, aggregator=None
    )
    orders_control = fields.Float(
        string="Orders per Client Compared", readonly=True, aggregator=None
    )
    orders_effect = fields.Float(readonly=True, aggregator=None)
    orders_error = fields.Float(readonly=True, aggregator=None)
    retention_member = fields.Float(
        string="Members Who Came Back",
        readonly=True,
        aggregator=None,
        help="Of those who had bought in as many days before, the share that has "
        "bought since.",
    )
    retention_control = fields.Float(
        string="Clients Compared Who Came Back", readonly=True, aggregator=None
    )

    lifetime_member = fields.Monetary(
        string="Lifetime Value of a Member",
        readonly=True,
        aggregator=None,
        help="Margin of a year × retention / (1 + discount rate − retention), from "
        "what the clients brought since; after three months at the earliest.",
    )
    lifetime_control = fields.Monetary(
        string="Lifetime Value of a Client Compared", readonly=True, aggregator=None
    )

    # The effect; low and high are the ends of the 95 % interval
    effect = fields.Monetary(
        string="More Margin per Member",
        readonly=True,
        aggregator=None,
        help="Margin that a member brought and would not have brought otherwise, "
        "before the cost of the program.",
    )
    effect_low = fields.Monetary(readonly=True, aggregator=None)
    effect_high = fields.Monetary(readonly=True, aggregator=None)
    margin_carried = fields.Monetary(
        readonly=True,
        aggregator=None,
        help="Cost of discounts and gifts per member that the margin of the orders "
        "carries already.",
    )
    incremental_profit = fields.Monetary(string="More Margin in Total", readonly=True)
    incremental_low = fields.Monetary(readonly=True, aggregator=None)
    incremental_high = fields.Monetary(readonly=True, aggregator=None)
    benefit_cost = fields.Monetary(
        string="Cost of Benefits",
        readonly=True,
        help="From the ledger of benefits granted, at cost price; of the members "
        "compared.",
    )
    running_cost = fields.Monetary(
        readonly=True,
        help="One-off cost, monthly cost and the cost of joining, as in the approved "
        "business case, by the share of members compared: nobody books them per "
        "client.",
    )
    cost = fields.Monetary(string="Total Cost", readonly=True)
    net_effect = fields.Monetary(readonly=True)
    net_low = fields.Monetary(readonly=True, aggregator=None)
    net_high = fields.Monetary(readonly=True, aggregator=None)
    roi = fields.Float(string="Actual ROI", readonly=True, aggregator=None)
    roi_low = fields.Float(string="ROI at Least", readonly=True, aggregator=None)
    roi_high = fields.Float(string="ROI at Most", readonly=True, aggregator=None)
    has_roi = fields.Boolean(readonly=True)
    roi_planned = fields.Float(
        string="Planned ROI",
        readonly=True,
        aggregator=None,
        help="Of the approved business case, over its whole horizon.",
    )
    break_even = fields.Selection(selection=BREAK_EVENS, readonly=True)
    break_even_on = fields.Date(readonly=True)

    # How large the groups would have to be
    detectable = fields.Monetary(
        string="Smallest Difference to Be Seen",
        readonly=True,
        aggregator=None,
        help="The difference per member that groups of this size show in four cases "
        "out of five.",
    )
    worthwhile = fields.Monetary(
        string="Difference to Look For",
        readonly=True,
        aggregator=None,
        help="What a member costs: with less, the program does not pay. Where it costs "
        "nothing, a tenth of what the clients compared brought.",
    )
    needed_members = fields.Integer(readonly=True, aggregator=None)
    needed_control = fields.Integer(readonly=True, aggregator=None)

    # Points
    points_issued = fields.Float(readonly=True, aggregator=None)
    points_used = fields.Float(readonly=True, aggregator=None)
    points_balance = fields.Float(
        string="Points on Cards",
        readonly=True,
        aggregator=None,
        help="At the end of the day of the result, on cards that are still in use.",
    )
    redemption_rate = fields.Float(
        readonly=True, aggregator=None, help="Points used of those issued."
    )
    breakage = fields.Float(
        readonly=True,
        aggregator=None,
        help="Of the points issued, those that are neither used nor on cards.",
    )
    points_liability = fields.Monetary(
        readonly=True,
        aggregator=None,
        help="Points on cards that will be redeemed, at what a point redeemed has cost "
        "so far: points issued × redemption of the approved business case − points "
        "used, at most those on cards. Without a business case, or once more are used "
        "than it assumes, all points on cards.",
    )
    points_valued = fields.Selection(
        selection=[
            ("expected", "As the business case assumes"),
            ("all", "All points on cards: there is no approved business case"),
            (
                "exceeded",
                "All points on cards: the redemption that the business case assumes "
                "is reached already",
            ),
            ("unknown", "Not known: no point has been used yet"),
        ],
        string="Points Liability Counts",
        readonly=True,
    )
    month_ids = fields.One2many(
        comodel_name="loyalty.result.month", inverse_name="result_id", string="Months"
    )

    _latest_idx = models.Index("(program_id, company_id) WHERE is_latest IS TRUE")

    @api.depends("program_id", "as_of")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for result in self:
            result.display_name = self.env._(
                "%(program)s, as of %(date)s",
                program=result.program_id.name,
                date=format_date(self.env, result.as_of),
            )

    def action_open_members(self):
        need_one(self)
        return self.program_id.action_open_members()

    def action_open_entries(self):
        need_one(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_program.loyalty_benefit_entry_action"
        )
        domain = [
            ("program_id", "=", self.program_id.id),
            ("company_id", "in", self._get_companies_counted().ids),
            ("date", "<=", self.as_of),
        ]
        return {**action, "domain": domain, "context": {}}

    def _get_companies_counted(self):
        return self.program_id._get_companies_counted_in(self.company_id)

    def action_open_months(self):
        need_one(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_program.loyalty_result_month_action"
        )
        return {
            **action,
            "domain": [("result_id", "=", self.id)],
            "context": {},
            "name": self.display_name,
        }

    def action_measure_again(self):
        need_one(self)
        return self.program_id.action_measure()

    def _raise_machine_fields(self):
        raise UserError(self.env._("Results are measured, they cannot be typed in."))
