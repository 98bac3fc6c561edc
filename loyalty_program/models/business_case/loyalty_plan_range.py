from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...arithmetic.business_case import Range
from .loyalty_plan import DECIDERS, RANGED, RANGES

# Inputs whose uncertainty is the same share of their value
SPREAD = (
    "orders_per_month",
    "average_order",
    "margin",
    "cost_one_off",
    "cost_monthly",
    "cost_per_member",
    "cost_per_order",
    "reward_cost",
)
# Shares of the likely value that are proposed on either side of it. What is
# redeemed costs: there the pessimistic value is the higher one. Of an effect, the
# pessimistic value is that there is none: it is the one that nobody can rule out.
PROPOSED = {"enrolment": (0.7, 1.2), "redemption": (1.2, 0.7)}
PROPOSED_EFFECT = (0.0, 1.25)
# A worse effect than a negative one is further from zero
PROPOSED_HARM = (1.5, 0.75)
# What a program is for
EFFECTS = ("frequency_uplift", "order_uplift", "retention_uplift", "referral_rate")
AT_MOST_ONE = ("enrolment", "redemption")


def _range_field(label, help_text=None):
    return fields.Float(
        aggregator=None,
        string=label,
        compute="_compute_ranges",
        store=True,
        readonly=False,
        precompute=True,
        help=help_text,
    )


class LoyaltyPlan(models.Model):
    """How far the effects may lie from what is likely."""

    _inherit = "loyalty.plan"

    retention_uplift = fields.Float(
        aggregator=None,
        string="Higher Retention",
        help="Expected change in a member's yearly retention, in percentage points: "
        "5% raises 80% to 85%.",
    )
    referral_rate = fields.Float(
        aggregator=None,
        string="Referrals a Year",
        help="New clients that a member refers per year. They join the program and "
        "buy like the other members.",
    )
    certainty_reason = fields.Char(
        string="Why an Effect Is Certain",
        groups=DECIDERS,
        help="Reason for a pessimistic value that still has an effect.",
    )
    spread = fields.Float(
        aggregator=None,
        string="Other Inputs, ±",
        default=0.1,
        groups=DECIDERS,
        help="How far orders, average order, margin and costs may deviate from the "
        "values given, for the risk analysis.",
    )
    enrolment_pessimistic = _range_field("Enrollment, Pessimistic")
    enrolment_optimistic = _range_field("Enrollment, Optimistic")
    frequency_uplift_pessimistic = _range_field("More Orders, Pessimistic")
    frequency_uplift_optimistic = _range_field("More Orders, Optimistic")
    order_uplift_pessimistic = _range_field("Larger Orders, Pessimistic")
    order_uplift_optimistic = _range_field("Larger Orders, Optimistic")
    retention_uplift_pessimistic = _range_field("Higher Retention, Pessimistic")
    retention_uplift_optimistic = _range_field("Higher Retention, Optimistic")
    referral_rate_pessimistic = _range_field("Referrals, Pessimistic")
    referral_rate_optimistic = _range_field("Referrals, Optimistic")
    redemption_pessimistic = _range_field("Redemption, Pessimistic")
    redemption_optimistic = _range_field("Redemption, Optimistic")

    @api.depends(*RANGED)
    def _compute_ranges(self):
        """Propose a range; one that still holds the likely value is kept."""
        for plan in self:
            for name in RANGED:
                ends = f"{name}_pessimistic", f"{name}_optimistic"
                low, high = sorted(plan[end] for end in ends)
                if low == high == 0 or not low <= plan[name] <= high:
                    for end, value in zip(ends, plan._propose_range(name), strict=True):
                        plan[end] = value

    def _propose_range(self, name):
        likely = self[name]
        effect = PROPOSED_HARM if likely < 0 else PROPOSED_EFFECT
        factors = PROPOSED.get(name, effect)
        values = [likely * factor for factor in factors]
        return [min(value, 1.0) if name in AT_MOST_ONE else value for value in values]

    @api.constrains(*RANGED, *RANGES)
    def _check_ranges(self):
        for plan in self:
            for name in RANGED:
                low, _likely, high = plan._get_range(name)[1:]
                if not low <= plan[name] <= high:
                    raise ValidationError(
                        self.env._(
                            "%(field)s: the likely value must be between the "
                            "pessimistic and the optimistic one.",
                            field=self._fields[name]._description_string(self.env),
                        )
                    )
                plan._check_range_bounds(name, low, high)

    def _get_effect_obstacles(self):
        """Why the company could not decide on what is expected: the pessimistic case
        has an effect all the same."""
        self.ensure_one()
        if self.certainty_reason or not self.program_id.gate_required:
            return []
        certain = [
            self._fields[name]._description_string(self.env)
            for name in EFFECTS
            if min(self[name], self[f"{name}_pessimistic"]) > 0
        ]
        if not certain:
            return []
        return [
            self.env._(
                "The pessimistic case has an effect, too (%(names)s). Enter 0, or the "
                "reason why there must be one.",
                names=", ".join(certain),
            )
        ]

    def _check_range_bounds(self, name, low, high):
        lowest, highest = -1.0, 10.0
        if name in (*AT_MOST_ONE, "referral_rate"):
            lowest, highest = 0.0, 1.0 if name in AT_MOST_ONE else 100.0
        self._check_between(name, lowest, highest, (low, high))

    def _get_range(self, name):
        low, high = sorted((self[f"{name}_pessimistic"], self[f"{name}_optimistic"]))
        return Range(name, low, self[name], high)

    def _get_spread_range(self, name):
        likely = self[name]
        low, high = sorted((likely * (1 - self.spread), likely * (1 + self.spread)))
        if name == "margin":
            high = min(high, 1.0)
        return Range(name, low, likely, high)

    def _get_ranges(self):
        """All uncertain inputs, always in the same order: see ``simulate``."""
        self.ensure_one()
        effects = [self._get_range(name) for name in RANGED]
        return effects + [self._get_spread_range(name) for name in SPREAD]
