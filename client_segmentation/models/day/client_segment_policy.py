from odoo import api, fields, models
from odoo.exceptions import ValidationError

MOST_LINES = 100
MOST_DAYS = 365


class ClientSegmentPolicy(models.Model):
    """How long the list of My Day is, and what gets on it."""

    _inherit = "client.segment.policy"

    day_limit = fields.Integer(
        string="Lines of My Day",
        default=15,
        aggregator=None,
        help="A short list is worked through, a long one is not.",
    )
    day_quotation_days = fields.Integer(
        string="Unanswered after (days)",
        default=3,
        aggregator=None,
        help="Quotations and price lists without an answer for so long come on the"
        " list.",
    )
    day_second_order_days = fields.Integer(
        string="Second Order after (days)",
        default=30,
        aggregator=None,
        help="New clients who have not ordered again for so long come on the list.",
    )
    day_is_start = fields.Boolean(
        string="My Day Is the Start Page",
        default=True,
        help="For salespeople who have no other home action.",
    )

    @api.constrains("day_limit", "day_quotation_days", "day_second_order_days")
    def _check_day(self):
        for policy in self:
            if not 1 <= policy.day_limit <= MOST_LINES:
                raise ValidationError(
                    self.env._(
                        "My Day has 1 to %(most)s lines, not %(lines)s.",
                        most=MOST_LINES,
                        lines=policy.day_limit,
                    )
                )
            for days in (policy.day_quotation_days, policy.day_second_order_days):
                if not 1 <= days <= MOST_DAYS:
                    raise ValidationError(
                        self.env._(
                            "My Day: the number of days must be between 1 and"
                            " %(most)s, not %(days)s.",
                            most=MOST_DAYS,
                            days=days,
                        )
                    )
