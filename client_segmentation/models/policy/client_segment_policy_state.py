from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...arithmetic.core.state import StateThresholds

MOST_HOT_MONTHS = 120


class ClientSegmentPolicy(models.Model):
    """When a client is new, slowing, sleeping or lost, and until when it is hot."""

    _inherit = "client.segment.policy"

    state_mode = fields.Selection(
        selection=[
            ("rhythm", "The client's own rhythm"),
            ("days", "The same number of days for all"),
        ],
        string="State by",
        default="rhythm",
        required=True,
        help="By its own rhythm a client who orders every week is late after two"
        " weeks, and one who orders every quarter after half a year. Clients without a"
        " rhythm are judged by the days of the active base.",
    )
    state_min_intervals = fields.Integer(
        string="Rhythm from (intervals)",
        default=3,
        aggregator=None,
        help="Intervals between purchases that a client needs to have a rhythm.",
    )
    state_slowing = fields.Float(
        string="Slowing beyond (intervals)",
        default=1.5,
        aggregator=None,
    )
    state_sleeping = fields.Float(
        string="Sleeping beyond (intervals)",
        default=3.0,
        aggregator=None,
    )
    state_new_days = fields.Integer(
        string="New for (days)",
        default=90,
        aggregator=None,
    )
    state_new_purchases = fields.Integer(
        string="New until (purchases)",
        default=3,
        aggregator=None,
        help="With so many days of purchase a client is no longer new.",
    )
    hot_months = fields.Integer(
        string="Hot for (months)",
        default=12,
        aggregator=None,
        help="A client who has not bought for so long is no longer hot, but warm. 0 for"
        " no limit; a client whose state is lost is never hot.",
    )

    @api.constrains(
        "state_min_intervals",
        "state_slowing",
        "state_sleeping",
        "state_new_days",
        "state_new_purchases",
    )
    def _check_state_thresholds(self):
        for policy in self:
            problems = policy._get_settings().state.get_problems()
            if problems:
                sentences = policy._get_state_sentences()
                raise ValidationError(sentences[problems[0]])

    @api.model
    def _get_state_sentences(self):
        """Return what is wrong in words, by the code of the problem."""
        return {
            "new_days_out_of_range": self.env._(
                "Client state: the number of days a client is new must be between 0 and"
                " 3660."
            ),
            "new_purchases_not_positive": self.env._(
                "Client state: a client is new until its first purchase at least."
            ),
            "slowing_before_due": self.env._(
                "Client state: a client cannot be slowing before its next order is due,"
                " one usual interval after the last one."
            ),
            "sleeping_not_after_slowing": self.env._(
                "Client state: the limit of sleeping must be larger than the limit of"
                " slowing."
            ),
            "sleeping_too_late": self.env._(
                "Client state: a client falls asleep after 100 usual intervals at the"
                " latest."
            ),
            "min_intervals_not_positive": self.env._(
                "Client state: a rhythm needs at least one interval."
            ),
        }

    @api.constrains("hot_months")
    def _check_hot_months(self):
        for policy in self:
            if not 0 <= policy.hot_months <= MOST_HOT_MONTHS:
                raise ValidationError(
                    self.env._(
                        "A client can be hot for 0 (no limit) to %(most)s months, not"
                        " %(months)s.",
                        most=MOST_HOT_MONTHS,
                        months=policy.hot_months,
                    )
                )

    def _get_settings(self):
        return replace(
            super()._get_settings(),
            state=StateThresholds(
                new_days=self.state_new_days,
                new_purchases=self.state_new_purchases,
                slowing=self.state_slowing,
                sleeping=self.state_sleeping,
                min_intervals=self.state_min_intervals,
                by_rhythm=self.state_mode == "rhythm",
            ),
            hot_months=self.hot_months,
        )
