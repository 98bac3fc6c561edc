"""What may be said of a result, and when: at the planned looks only."""

from collections import namedtuple
from math import isfinite

from odoo import api, fields, models

from ...arithmetic import results as measurement

# With fewer clients than that in the control group only the redraws decide
SMALL = 30
Look = namedtuple("Look", "number is_last confidence standing")


class LoyaltyResult(models.Model):
    _inherit = "loyalty.result"

    look_number = fields.Integer(
        string="Planned Look",
        readonly=True,
        aggregator=None,
        help="Which of the planned looks this was; 0: a description of that day only.",
    )
    decided_by_id = fields.Many2one(
        comodel_name="loyalty.result",
        readonly=True,
        ondelete="set null",
        help="The planned look whose verdict holds.",
    )
    confidence = fields.Float(
        readonly=True,
        aggregator=None,
        help="Of the limits that decide at this look: the earlier, the stricter. Over "
        "all looks together they hold with 95%.",
    )
    has_limits = fields.Boolean(readonly=True)
    decided_low = fields.Monetary(
        string="Decides: At Least", readonly=True, aggregator=None
    )
    decided_high = fields.Monetary(
        string="Decides: At Most", readonly=True, aggregator=None
    )
    planned_effect = fields.Monetary(
        string="Planned More Margin per Member",
        readonly=True,
        aggregator=None,
        help="As the approved business case has it for the time measured.",
    )

    @api.model
    def _get_look(self, program, company, launched_on, as_of):
        """The planned look that falls on a measurement, if one does; ``standing``: the
        look of before whose verdict holds until then."""
        looks = program._get_looks(launched_on)
        former = self.search(
            [
                ("program_id", "=", program.id),
                ("company_id", "=", company.id),
                ("as_of", "<", as_of),
                ("look_number", ">", 0),
            ],
            order="as_of, id",
        )
        due, made = looks.count_due(as_of), former[-1:].look_number
        confidence = 0.0
        if due > made:
            boundary = looks.get_boundary([*former.mapped("as_of"), as_of])
            confidence = measurement.get_confidence(boundary)
        number = due if due > made else 0
        return Look(number, number == looks.count, confidence, former[-1:])

    @api.model
    def _get_limits(self, span, comparison, redrawn, look):
        effect = comparison.get_effect("margin")
        if not look.number or not effect.is_defined:
            return measurement.get_limits(effect, None, 1.0, small=False)
        limits = measurement.get_limits(
            effect, redrawn, look.confidence, comparison.controls < SMALL
        )
        return tuple(limit / span.documents.cents_per_unit for limit in limits)

    @api.model
    def _prepare_verdict(self, outcome, look, method):
        """Of a look its own verdict, otherwise that of the look before."""
        if not outcome.effect.is_defined:
            return {"verdict": "none"}
        if not look.number:
            return {
                "verdict": look.standing.verdict or "undecided",
                "decided_by_id": look.standing.id,
            }
        low, high = outcome.decided
        finite = isfinite(low) and isfinite(high)
        verdict = outcome.get_verdict(look.is_last)
        return {
            "verdict": "doubtful" if method == "unlike" else verdict,
            "look_number": look.number,
            "confidence": look.confidence,
            "has_limits": finite,
            "decided_low": low if finite else 0.0,
            "decided_high": high if finite else 0.0,
        }

    @api.model
    def _get_planned_effect(self, program, span, timeline):
        """More margin per member up to the day measured, as planned."""
        plan = program.approved_plan_id
        months = {month.number: month for month in plan.month_ids}
        total = sum(
            months[number].incremental_profit * measured / full
            for number, (measured, full) in enumerate(timeline.lengths, start=1)
            if number in months
        )
        members = max((month.members for month in plan.month_ids), default=0)
        if not members:
            return 0.0
        company = self.env.company
        return plan.currency_id._convert(
            total / members, company.currency_id, company, span.as_of, round=False
        )
