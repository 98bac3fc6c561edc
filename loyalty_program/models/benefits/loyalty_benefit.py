from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..business_case.loyalty_plan import DECIDERS
from ..ledger.loyalty_benefit_entry import KINDS

# Discounts and gifts are the rewards of Odoo's own programs
REWARD_KINDS = ("discount", "gift")
# What is given with an order; friends are rewarded for the order of another
ORDER_KINDS = ("delivery", "change", "instalment", "draw", "packaging")
RANKS = {"bronze": 1, "silver": 2, "gold": 3}


class LoyaltyBenefit(models.Model):
    """Something that the members of a program get besides its rewards."""

    _name = "loyalty.benefit"
    _inherit = ["loyalty.terms.mixin", "client.closed.mixin"]
    _description = "Loyalty Benefit"
    _order = "program_id, sequence, id"

    program_id = fields.Many2one(
        comodel_name="loyalty.program", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="program_id.company_id", store=True)
    currency_id = fields.Many2one(related="program_id.currency_id")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        selection=[kind for kind in KINDS if kind[0] not in REWARD_KINDS],
        required=True,
        default="delivery",
    )
    name = fields.Char(
        string="Promise to the Client",
        required=True,
        translate=True,
        help="Shown on the quotation, on its PDF and in the portal.",
    )
    is_automatic = fields.Boolean(
        string="Given Automatically",
        default=True,
        help="Added when a quotation is sent or confirmed. Otherwise, a salesperson "
        "gives it with the button on the quotation.",
    )
    minimum_tier = fields.Selection(
        selection=[
            ("bronze", "Bronze and above"),
            ("silver", "Silver and above"),
            ("gold", "Gold only"),
        ],
        string="Tier",
        help="Leave it empty for all members.",
    )
    minimum_amount = fields.Monetary(
        aggregator=None,
        string="Minimum Order",
        help="Excluding tax; 0 means every order.",
    )
    unit_cost = fields.Monetary(
        aggregator=None,
        string="Our Cost",
        groups=DECIDERS,
        help="What it costs us each time: per order, change, referral or prize.",
    )
    cost_share = fields.Float(
        aggregator=None,
        string="Our Cost as a Share of the Order",
        groups=DECIDERS,
        help="The additional cost to us, as a share of the order amount excluding tax.",
    )
    value = fields.Monetary(
        aggregator=None,
        string="Value to the Client",
        help="What the client would pay for it. For changes, the fee for a change "
        "after the free period.",
    )
    product_id = fields.Many2one(
        comodel_name="product.product",
        string="Service",
        domain=[("type", "=", "service")],
        ondelete="restrict",
        help="Added to the order, free of charge.",
    )
    promise_days = fields.Integer(
        aggregator=None,
        string="Delivery Time (Days)",
        help="Days after the confirmation of the order; 0 means no promise.",
    )
    is_priority = fields.Boolean(
        string="Priority", help="The order is marked for priority service."
    )
    change_days = fields.Integer(
        aggregator=None,
        string="Free Period (Days)",
        default=7,
        help="How long after its confirmation an order may be changed free of charge.",
    )
    payment_term_id = fields.Many2one(
        comodel_name="account.payment.term", ondelete="restrict"
    )
    exposure_limit = fields.Monetary(
        aggregator=None,
        help="The maximum the client may owe us: open invoices, orders to invoice "
        "and the order itself.",
    )
    ticket_amount = fields.Monetary(
        aggregator=None,
        string="One Ticket per",
        help="An order earns one ticket for each full amount, excluding tax.",
    )
    referrer_points = fields.Float(
        aggregator=None,
        string="Points for the Referrer",
        help="Given when the referred client's first order is paid.",
    )
    referred_points = fields.Float(string="Points for the Friend", aggregator=None)

    def write(self, vals):
        res = super().write(vals)
        # Unlike rewards and rules they do not follow the program
        if vals.get("active"):
            self.program_id._check_approved_terms()
        return res

    @api.constrains(
        "kind",
        "product_id",
        "promise_days",
        "is_priority",
        "change_days",
        "payment_term_id",
        "exposure_limit",
        "ticket_amount",
        "referrer_points",
        "referred_points",
        "program_id",
    )
    def _check_settings(self):
        for benefit in self.filtered("kind"):
            if problem := getattr(benefit, f"_get_{benefit.kind}_problem")():
                raise ValidationError(
                    self.env._(
                        "%(benefit)s: %(problem)s",
                        benefit=benefit.name,
                        problem=problem,
                    )
                )

    @api.constrains("unit_cost", "cost_share", "value", "minimum_amount")
    def _check_amounts(self):
        for benefit in self.sudo():
            amounts = (benefit.unit_cost, benefit.value, benefit.minimum_amount)
            if min(amounts) < 0 or not 0 <= benefit.cost_share <= 1:
                raise ValidationError(
                    self.env._(
                        "%(name)s: costs and values cannot be negative, and a share "
                        "must be between 0%% and 100%%.",
                        name=benefit.name,
                    )
                )

    def _get_delivery_problem(self):
        if self.promise_days < 0:
            return self.env._("the delivery time cannot be negative.")
        if not (self.promise_days or self.is_priority or self.product_id):
            return self.env._(
                "promise a delivery time, give priority or choose a free delivery."
            )

    def _get_packaging_problem(self):
        if not self.product_id:
            return self.env._("choose the service that is added to the order.")

    def _get_change_problem(self):
        if self.change_days < 1:
            return self.env._("changes must be free for at least one day.")

    def _get_instalment_problem(self):
        if not self.payment_term_id or self.exposure_limit <= 0:
            return self.env._("choose the payment terms and a limit above 0.")

    def _get_draw_problem(self):
        if self.ticket_amount <= 0:
            return self.env._("set the amount that earns a ticket.")

    def _get_referral_problem(self):
        if min(self.referrer_points, self.referred_points) < 0:
            return self.env._("points cannot be negative.")
        if not self.program_id.is_nominative:
            return self.env._(
                "referrals are rewarded with points: this requires a loyalty card "
                "program."
            )

    def _is_meant_for(self, order, member):
        """Whether the order of this member has the tier and the size for it."""
        self.ensure_one()
        if RANKS.get(member.tier, 0) < RANKS.get(self.minimum_tier, 0):
            return False
        minimum = self._convert(self.minimum_amount, order.currency_id, order)
        return order.amount_untaxed >= minimum

    def _convert(self, amount, currency, order):
        date = order.date_order or fields.Datetime.now()
        return self.currency_id._convert(amount, currency, order.company_id, date)

    def _count_tickets(self, order):
        amount = self._convert(self.ticket_amount, order.currency_id, order)
        return int(order.amount_untaxed / amount + 1e-9) if amount else 0

    def _promises(self, order):
        """Whether the order gets a date of delivery: it has none, and nothing earlier
        is agreed with the client."""
        days = self.promise_days
        has_date = order.commitment_date or order._has_earlier_promise(days)
        return bool(days) and not has_date

    @api.model
    def _get_order_domain(self):
        return Domain("kind", "in", ORDER_KINDS)
