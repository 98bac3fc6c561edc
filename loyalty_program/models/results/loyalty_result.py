from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.client_segmentation.models.core.doors import need_one
from odoo.addons.client_segmentation.models.core.facets import open_with_facet

METHODS = [
    ("control", "Control Group"),
    ("similar", "Similar Clients"),
    ("unlike", "Similar Clients, Unlike before the Launch"),
    ("before", "Before and After"),
    ("none", "Not Measurable"),
]
VERDICTS = [
    ("pays", "Pays Off"),
    ("helps", "Has an Effect"),
    ("no_effect", "No Effect"),
    ("loses", "Loses Money"),
    ("too_small", "Too Small to Tell"),
    ("undecided", "Not Decided Yet"),
    ("doubtful", "Not Comparable"),
    ("none", "Not Measurable"),
]
BREAK_EVENS = [
    ("reached", "Reached"),
    ("expected", "Expected"),
    ("never", "Not at This Pace"),
    ("none", "Nothing to Recover"),
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
    launched_on = fields.Date(
        readonly=True, help="The day on which the first member joined."
    )
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
        help="Control group: members compared with clients drawn to receive nothing, "
        "which is the strongest proof. Similar clients: how the members' "
        "purchases changed compared with those of clients who had bought as "
        "much but did not join. Before and after: members alone; anything else "
        "that changed counts as an effect, too.",
    )
    reason = fields.Selection(
        selection=[
            ("no_members", "There are no members, or only one"),
            ("no_comparison", "There are no clients to compare with"),
            ("no_spread", "All clients in a group brought in exactly the same amount"),
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
        help="Members for whom no similar client can be found.",
    )
    unrated_count = fields.Integer(
        string="Orders without an Exchange Rate",
        readonly=True,
        aggregator=None,
        help="Orders in a foreign currency without an exchange rate: they are "
        "counted without their amounts.",
    )
    is_adjusted = fields.Boolean(
        readonly=True,
        help="The clients' purchases before they were drawn were taken into account: "
        "this makes the interval narrower.",
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
        help="Share of those who had bought in a period of the same length before "
        "the launch that have bought since.",
    )
    retention_control = fields.Float(
        string="Clients Compared Who Came Back", readonly=True, aggregator=None
    )

    lifetime_member = fields.Monetary(
        string="Lifetime Value of a Member",
        readonly=True,
        aggregator=None,
        help="Yearly margin × retention / (1 + discount rate − retention), based on "
        "what the clients have brought in since; after three months at the "
        "earliest.",
    )
    lifetime_control = fields.Monetary(
        string="Lifetime Value of a Client Compared", readonly=True, aggregator=None
    )

    # The effect; low and high are the ends of the 95 % interval
    effect = fields.Monetary(
        string="More Margin per Member",
        readonly=True,
        aggregator=None,
        help="Margin that a member brought in and would not have brought in "
        "otherwise, before the cost of the program.",
    )
    effect_low = fields.Monetary(readonly=True, aggregator=None)
    effect_high = fields.Monetary(readonly=True, aggregator=None)
    margin_carried = fields.Monetary(
        readonly=True,
        aggregator=None,
        help="Cost of discounts and gifts per member that is already included in the "
        "margin of the orders.",
    )
    incremental_profit = fields.Monetary(string="More Margin in Total", readonly=True)
    incremental_low = fields.Monetary(readonly=True, aggregator=None)
    incremental_high = fields.Monetary(readonly=True, aggregator=None)
    benefit_cost = fields.Monetary(
        string="Cost of Benefits",
        readonly=True,
        help="From the ledger of benefits granted, at cost price, for the members "
        "compared.",
    )
    running_cost = fields.Monetary(
        readonly=True,
        help="One-off cost, monthly cost and cost of joining from the approved "
        "business case, multiplied by the share of members compared: these "
        "costs are not booked per client.",
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
        help="Planned ROI of the approved business case, over its whole horizon.",
    )
    break_even = fields.Selection(selection=BREAK_EVENS, readonly=True)
    break_even_on = fields.Date(readonly=True)

    # How large the groups would have to be
    detectable = fields.Monetary(
        string="Smallest Detectable Difference",
        readonly=True,
        aggregator=None,
        help="The difference per member that groups of this size detect in four "
        "cases out of five.",
    )
    worthwhile = fields.Monetary(
        string="Relevant Difference",
        readonly=True,
        aggregator=None,
        help="The cost of a member: with a smaller difference, the program does not "
        "pay off. If it costs nothing, a tenth of what the compared clients "
        "brought in.",
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
        help="Points on cards still in use at the end of the day of the result.",
    )
    redemption_rate = fields.Float(
        readonly=True,
        aggregator=None,
        help="Share of the points issued that have been used.",
    )
    breakage = fields.Float(
        readonly=True,
        aggregator=None,
        help="Share of the points issued that are neither used nor on cards.",
    )
    points_liability = fields.Monetary(
        readonly=True,
        aggregator=None,
        help="Points on cards that are expected to be redeemed, valued at the "
        "average cost per redeemed point so far: points issued × redemption of "
        "the approved business case − points used, up to the points on cards. "
        "Without a business case, or once more points are used than it assumes, "
        "all points on cards count.",
    )
    points_valued = fields.Selection(
        selection=[
            ("expected", "As the business case assumes"),
            ("all", "All points on cards: there is no approved business case"),
            (
                "exceeded",
                "All points on cards: the redemption assumed in the business case "
                "has already been reached",
            ),
            ("unknown", "Unknown: no points have been used yet"),
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
        """Show the members drawn by the day of the result, also those who have left
        since or had nobody to be compared with: the result counts the former and
        tells of the latter."""
        need_one(self)
        domain = [
            ("program_id", "=", self.program_id.id),
            ("group", "=", "member"),
            ("joined_on", "<=", self.as_of),
        ]
        action = self.program_id.action_open_members()
        return open_with_facet(action, self.display_name, domain)

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
        return open_with_facet(action, self.display_name, domain)

    def _get_companies_counted(self):
        return self.program_id._get_companies_counted_in(self.company_id)

    def action_open_months(self):
        need_one(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_program.loyalty_result_month_action"
        )
        action["name"] = self.display_name
        return open_with_facet(action, self.display_name, [("result_id", "=", self.id)])

    def action_measure_again(self):
        need_one(self)
        return self.program_id.action_measure()

    def _raise_machine_fields(self):
        raise UserError(
            self.env._("Results are measured and cannot be entered by hand.")
        )
