from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.client_segmentation.models.core.doors import need_one

from ...arithmetic.business_case import parse_shares

MANAGER = "sales_team.group_sale_manager"
APPROVER = "loyalty_program.group_loyalty_approver"
# Who may see what a program costs and brings
DECIDERS = f"{MANAGER},{APPROVER}"
HORIZON_MAX = 120

ASSUMPTIONS = (
    "client_count",
    "enrolment",
    "control_share",
    "orders_per_month",
    "average_order",
    "margin",
    "frequency_uplift",
    "order_uplift",
    "cost_one_off",
    "cost_monthly",
    "cost_per_member",
    "cost_per_order",
    "discount",
    "horizon",
    "yearly_rate",
    "ramp_months",
    "ramp_shares",
    "retention",
    "retention_uplift",
    "later_retention",
    "referral_rate",
    "reward_cost",
    "reward_share",
    "redemption",
    "redemption_lag",
)
# Effects that have a pessimistic and an optimistic value beside the likely one
RANGED = (
    "enrolment",
    "frequency_uplift",
    "order_uplift",
    "retention_uplift",
    "referral_rate",
    "redemption",
)
RANGES = tuple(
    f"{name}_{end}" for name in RANGED for end in ("pessimistic", "optimistic")
)
UNCERTAIN = (*ASSUMPTIONS, *RANGES, "spread")
# When the result is looked at, to decide on it
LOOKS = ("decision_months", "look_count")
# What an approval freezes; the note and the texts of the baseline do not matter
LOCKED = (
    "name",
    "program_id",
    "is_targeted",
    "target_domain",
    "reward_ids",
    "certainty_reason",
    *LOOKS,
    *UNCERTAIN,
)
DECISION = (
    *("state", "snapshot", "submitted_by_id"),
    *("first_approved_by_id", "decided_by_id", "decided_on"),
)


class LoyaltyPlan(models.Model):
    _name = "loyalty.plan"
    _description = "Loyalty Business Case"
    _inherit = [
        "loyalty.machine.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "client.closed.mixin",
    ]
    _order = "program_id, sequence, id"

    name = fields.Char(string="Scenario", required=True, tracking=True)
    sequence = fields.Integer(default=10)
    program_id = fields.Many2one(
        comodel_name="loyalty.program",
        required=True,
        index=True,
        ondelete="cascade",
        # A program that waits for its case is archived
        context={"active_test": False},
    )
    program_active = fields.Boolean(related="program_id.active")
    company_id = fields.Many2one(
        related="program_id.company_id",
        store=True,
        index=True,
    )
    currency_id = fields.Many2one(related="program_id.currency_id")
    note = fields.Html(string="Notes", copy=True)

    enrolment = fields.Float(
        string="Enrollment",
        aggregator=None,
        default=0.5,
        help="Share of the target clients that will join.",
    )
    ramp_months = fields.Integer(
        aggregator=None,
        string="Months Until All Have Joined",
        default=1,
        help="Members join in equal numbers each month.",
    )
    ramp_shares = fields.Char(
        string="or Share Joined by Month",
        help="Cumulative percentages by month, for example: 20, 45, 70, 90, 100. The "
        "last one applies to all later months. Replaces the number of months.",
    )
    orders_per_month = fields.Float(
        aggregator=None,
        string="Orders per Client and Month",
        default=1.0,
        help="How many orders these clients place today, without the program.",
    )
    average_order = fields.Monetary(
        help="Average order amount of these clients today.", aggregator=None
    )
    margin = fields.Float(
        aggregator=None,
        default=0.3,
        groups=DECIDERS,
        help="Margin of these orders before any program discount.",
    )
    frequency_uplift = fields.Float(
        aggregator=None,
        string="More Orders",
        help="Expected change in a member's number of orders.",
    )
    order_uplift = fields.Float(
        aggregator=None,
        string="Larger Orders",
        help="Expected change in a member's average order.",
    )
    cost_one_off = fields.Monetary(
        string="One-off Cost",
        groups=DECIDERS,
        help="Spent before the launch: design, setup, training.",
    )
    cost_monthly = fields.Monetary(
        string="Monthly Cost",
        groups=DECIDERS,
        help="Staff, tools and mailings per month.",
    )
    cost_per_member = fields.Monetary(
        aggregator=None,
        groups=DECIDERS,
        help="Spent once when a client joins: welcome gift, card.",
    )
    cost_per_order = fields.Monetary(
        aggregator=None,
        groups=DECIDERS,
        help="Spent on every order of a member: delivery, packaging, gift.",
    )
    discount = fields.Float(
        aggregator=None,
        string="Discount for Members",
        help="Given on every order of a member, including those they would have "
        "placed anyway.",
    )
    horizon = fields.Integer(string="Horizon (Months)", default=12, aggregator=None)
    yearly_rate = fields.Float(
        aggregator=None,
        string="Yearly Discount Rate",
        default=0.15,
        help="Effective yearly rate at which future amounts are discounted.",
    )

    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("rejected", "Rejected"),
        ],
        default="draft",
        required=True,
        copy=False,
        tracking=True,
    )
    submitted_by_id = fields.Many2one(
        comodel_name="res.users",
        copy=False,
    )
    first_approved_by_id = fields.Many2one(
        comodel_name="res.users",
        string="First Approval By",
        copy=False,
        help="The cost is above the amount from which two people have to approve.",
    )
    decided_by_id = fields.Many2one(
        comodel_name="res.users",
        copy=False,
    )
    decided_on = fields.Datetime(copy=False)
    # What was approved, kept even if a later version computes differently
    snapshot = fields.Json(copy=False, groups=DECIDERS)

    _approved_uniq = models.UniqueIndex(
        "(program_id) WHERE state = 'approved'",
        "A program can have only one approved business case.",
    )

    @api.constrains(
        *("enrolment", "margin", "discount", "retention", "redemption"),
        *("control_share", "later_retention"),
    )
    def _check_shares(self):
        bounds = dict.fromkeys(self._check_shares._constrains, (0.0, 1.0)) | {
            "margin": (-1.0, 1.0),
            "control_share": (0.0, 0.9),
        }
        for plan in self:
            for name, (lowest, highest) in bounds.items():
                plan._check_between(name, lowest, highest)

    @api.constrains("frequency_uplift", "order_uplift", "yearly_rate", "spread")
    def _check_changes(self):
        bounds = {
            "frequency_uplift": -1.0,
            "order_uplift": -1.0,
            "yearly_rate": 0.0,
            "spread": 0.0,
        }
        for plan in self:
            for name, lowest in bounds.items():
                plan._check_between(name, lowest, 10.0)

    def _check_between(self, name, lowest, highest, values=()):
        """Refuse a field, or else these values of it, outside of the bounds."""
        if any(not lowest <= value <= highest for value in values or [self[name]]):
            raise ValidationError(
                self.env._(
                    "%(field)s must be between %(lowest)s%% and %(highest)s%%.",
                    field=self._fields[name]._description_string(self.env),
                    lowest=round(lowest * 100),
                    highest=round(highest * 100),
                )
            )

    @api.constrains(
        "client_count",
        "orders_per_month",
        "average_order",
        "cost_one_off",
        "cost_monthly",
        "cost_per_member",
        "cost_per_order",
        "referral_rate",
        "redemption_lag",
    )
    def _check_not_negative(self):
        names = self._check_not_negative._constrains
        for plan in self:
            for name in names:
                if plan[name] < 0:
                    raise ValidationError(
                        self.env._(
                            "%(field)s cannot be negative.",
                            field=self._fields[name]._description_string(self.env),
                        )
                    )

    @api.constrains("horizon")
    def _check_horizon(self):
        if any(not 1 <= plan.horizon <= HORIZON_MAX for plan in self):
            raise ValidationError(
                self.env._(
                    "The horizon must be between 1 and %(months)s months.",
                    months=HORIZON_MAX,
                )
            )

    @api.constrains("ramp_months", "ramp_shares")
    def _check_ramp(self):
        for plan in self:
            if not 1 <= plan.ramp_months <= HORIZON_MAX:
                raise ValidationError(
                    self.env._("It takes at least one month for everyone to join.")
                )
            try:
                plan.ramp_shares and parse_shares(plan.ramp_shares)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "“%(shares)s” is not a list of increasing percentages up to "
                        "100.",
                        shares=plan.ramp_shares,
                    )
                ) from error

    def write(self, vals):
        if not vals.keys().isdisjoint(LOCKED):
            self._check_draft()
        return super().write(vals)

    @api.model
    def _get_machine_fields(self):
        return {*DECISION, *self._get_result_fields()}

    def _check_draft(self):
        for plan in self:
            if plan.state != "draft":
                raise UserError(
                    self.env._(
                        "The business case “%(name)s” is no longer a draft. "
                        "Set it back to draft or copy it to change it.",
                        name=plan.name,
                    )
                )

    def _raise_machine_fields(self):
        raise UserError(
            self.env._(
                "The decision on a business case and its results cannot be entered "
                "by hand: use the buttons on its form."
            )
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        if any(plan.state == "approved" for plan in self):
            raise UserError(self.env._("An approved business case cannot be deleted."))

    def copy_data(self, default=None):
        vals_list = super().copy_data(default=default)
        if "name" not in (default or {}):
            for plan, vals in zip(self, vals_list, strict=True):
                vals["name"] = self.env._("%(name)s (copy)", name=plan.name)
        return vals_list

    def action_launch(self):
        need_one(self)
        self.program_id.action_unarchive()

    def action_open_months(self):
        need_one(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_program.loyalty_plan_month_action"
        )
        context = {"search_default_plan_id": self.id}
        return {**action, "context": context, "name": self.name}
