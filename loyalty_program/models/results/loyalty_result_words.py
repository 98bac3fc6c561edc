"""What was planned, what came, how sure that is, and whether it is decided."""

from math import isfinite

from odoo import models
from odoo.tools import format_date

from odoo.addons.client_segmentation.arithmetic.comparison import get_exaggeration
from odoo.addons.client_segmentation.arithmetic.comparison.power import (
    CONFIDENCE,
    POWER,
    get_distance,
)

from ...arithmetic.results.checks import MISMATCH, UNBALANCED
from ...arithmetic.results.outcome import CLAIMS

# From where on it is worth saying that a result overstates
OVERSTATES = 1.2


class LoyaltyResult(models.Model):
    _inherit = "loyalty.result"

    def _get_deciding_limits(self):
        if self.look_number and self.has_limits:
            return self.decided_low, self.decided_high
        return self.effect_low, self.effect_high

    def _get_sentence(self):
        """Planned, come and how sure, in one sentence."""
        if self.verdict == "none" or not self.launched_on:
            return ""
        values = {
            "effect": self._cents(self.effect),
            "low": self._cents(self.effect_low),
            "high": self._cents(self.effect_high),
            "planned": self._cents(self.planned_effect),
        }
        if not self.planned_effect:
            return self.env._(
                "More margin per member so far: %(effect)s, between %(low)s and "
                "%(high)s; nothing was planned.",
                **values,
            )
        return self.env._(
            "Planned by now: %(planned)s more margin per member; measured: %(effect)s, "
            "between %(low)s and %(high)s.",
            **values,
        )

    def _say_undecided(self):
        program = self.program_id.sudo()
        looks = program._get_looks(self.launched_on)
        coming = looks.get_next(self.as_of)
        if not coming:
            return self.env._(
                "The figures describe this day. The day of the decision, %(day)s, has "
                "passed without a measurement; the next one decides.",
                day=format_date(self.env, program.decision_on),
            )
        return self.env._(
            "The figures describe this day and are no verdict: seen every week, chance "
            "alone would sooner or later look like an effect. The next of the "
            "%(count)s planned looks is on %(next)s, the decision on %(day)s.",
            count=program.look_count,
            next=format_date(self.env, coming),
            day=format_date(self.env, program.decision_on),
        )

    def _say_doubtful(self, values):
        return self.env._(
            "Before the launch, when there was no program, the members had already "
            "changed by %(placebo)s more than the clients they are compared with. The "
            "difference of %(effect)s since cannot be put down to the program.",
            placebo=self._cents(self.placebo_effect),
            **values,
        )

    def _get_check_notes(self):
        if self.verdict == "none":
            return []
        notes = [
            *self._get_look_notes(),
            *self._get_redraw_notes(),
            *self._get_group_notes(),
        ]
        exaggeration = self._get_exaggeration()
        if self.verdict in CLAIMS and exaggeration > OVERSTATES:
            notes.append(
                self.env._(
                    "Groups as small as these only tell large differences from "
                    "chance: if a member truly brought in %(cost)s more, what it "
                    "costs, results that can be told would show %(times)s times as "
                    "much on average. Expect less than the figure above.",
                    cost=self._cents(self.worthwhile),
                    times=self._number(exaggeration, digits=1),
                )
            )
        return notes

    def _get_exaggeration(self):
        """How much a result that can be told overstates an effect that is worthwhile;
        1 where there is nothing to compare with."""
        error = self.detectable / get_distance(CONFIDENCE, POWER)
        if not error or not self.worthwhile:
            return 1.0
        found = get_exaggeration(self.worthwhile, error)
        return found if isfinite(found) else 1.0

    def _get_look_notes(self):
        notes = []
        if self.program_id.sudo().looks_assumed:
            notes.append(
                self.env._(
                    "No business case said when the result is decided on. Assumed: "
                    "%(count)s looks, the last one on %(day)s.",
                    count=self.program_id.sudo().look_count,
                    day=format_date(self.env, self.program_id.sudo().decision_on),
                )
            )
        if self.look_number:
            notes.append(
                self.env._(
                    "Planned look %(number)s of %(count)s: decided with %(share)s "
                    "confidence, so that all looks together err in 5%% of programs "
                    "without an effect.",
                    number=self.look_number,
                    count=self.program_id.sudo().look_count,
                    share=self._percent(self.confidence, digits=2),
                )
            )
        return notes

    def _get_redraw_notes(self):
        if not self.is_redrawn:
            return []
        values = {
            "chance": self._percent(self.redraw_chance),
            "low": self._cents(self.redrawn_low),
            "high": self._cents(self.redrawn_high),
        }
        notes = [
            self.env._(
                "Drawn again from the same clients, the groups would be at least as "
                "far apart in %(chance)s of the draws by chance alone.",
                **values,
            )
        ]
        if self.has_redrawn_limits:
            notes.append(
                self.env._(
                    "By these draws, the effect lies between %(low)s and %(high)s with "
                    "95%% confidence, whatever the spread of the amounts. With fewer "
                    "than 30 clients in the control group, the draws decide.",
                    **values,
                )
            )
        return notes

    def _get_group_notes(self):
        notes = []
        if self.has_placebo:
            notes.append(
                self.env._(
                    "Check before the launch: the same comparison one span earlier "
                    "finds %(effect)s ± %(error)s; without a program it should find 0.",
                    effect=self._cents(self.placebo_effect),
                    error=self._cents(self.placebo_error),
                )
            )
        if self.method == "control":
            notes.append(
                self.env._(
                    "Check of the draw: %(controls)s clients in the control group, "
                    "%(expected)s planned.",
                    controls=self._number(self.control_count),
                    expected=self._number(self.expected_controls, digits=1),
                )
            )
            if self.ratio_chance < MISMATCH:
                notes.append(
                    self.env._(
                        "Warning: a draw does not miss its share by as much. Clients "
                        "were lost or added on one side; do not trust the comparison."
                    )
                )
        if self.control_count:
            notes.append(
                self.env._(
                    "Purchases before: members differ from the clients compared by "
                    "%(balance)s standard deviations.",
                    balance=self._decimal(self.balance),
                )
            )
            if abs(self.balance) > UNBALANCED:
                notes.append(
                    self.env._(
                        "Warning: that is much. The adjusted difference takes it into "
                        "account as far as earlier purchases tell."
                    )
                )
        return notes
