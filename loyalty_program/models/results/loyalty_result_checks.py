"""What tells whether the groups may be compared at all, and the redraws of the draw."""

from math import isfinite

from odoo import api, fields, models

from odoo.addons.client_segmentation.arithmetic.comparison import Comparison, redraw

from ...arithmetic.results import checks
from ...sql.results import result as statements

# Larger control groups are not drawn again: amounts average out
REDRAWN_UP_TO = 300
REDRAWS, FEWEST, WORK = 10_000, 2_000, 600_000


class LoyaltyResult(models.Model):
    _inherit = "loyalty.result"

    is_redrawn = fields.Boolean(readonly=True)
    redraw_chance = fields.Float(
        string="Chance Alone",
        readonly=True,
        aggregator=None,
        help="How often the groups would be at least as far apart if the control "
        "group were drawn again from the same clients and the program did nothing.",
    )
    has_redrawn_limits = fields.Boolean(readonly=True)
    redrawn_low = fields.Monetary(
        string="By Redraws: At Least", readonly=True, aggregator=None
    )
    redrawn_high = fields.Monetary(
        string="By Redraws: At Most", readonly=True, aggregator=None
    )
    balance = fields.Float(
        string="Difference before the Launch",
        readonly=True,
        aggregator=None,
        help="Purchases before the draw, members less those compared, in standard "
        "deviations of a client. Beyond a quarter the groups were not alike.",
    )
    expected_controls = fields.Float(
        string="Control Group as Planned",
        readonly=True,
        aggregator=None,
        digits=(16, 1),
        help="The share of the control group × clients drawn.",
    )
    ratio_chance = fields.Float(
        string="Chance of This Ratio",
        readonly=True,
        aggregator=None,
        help="How often a draw would miss the planned share by as much. Below 0.1%, "
        "clients were lost or added on one side.",
    )
    has_placebo = fields.Boolean(readonly=True)
    placebo_effect = fields.Monetary(
        string="Effect before There Was a Program",
        readonly=True,
        aggregator=None,
        help="The same comparison one span earlier, when it should find nothing.",
    )
    placebo_error = fields.Monetary(readonly=True, aggregator=None)

    @api.model
    def _redraw(self, program, span, comparison):
        """Draw the control group again within its classes; None if it is large."""
        controls = comparison.controls
        if comparison.method != "control" or controls > REDRAWN_UP_TO:
            return None
        slope = comparison.get_slope("margin")
        strata = {}
        for row in self._select(statements.select_margins(span)):
            pair = strata.setdefault(row["stratum"], ([], []))
            group = pair[0 if row["is_member"] else 1]
            group.append(row["y"] - slope * row["x"])
        redraws = max(FEWEST, min(REDRAWS, WORK // controls))
        merged = list(comparison.get_strata("margin"))
        return redraw(strata, merged, program._get_seed(), redraws)

    @api.model
    def _prepare_redrawn(self, redrawn, span, outcome):
        if redrawn is None or not outcome.effect.is_defined:
            return {}
        unit = span.documents.cents_per_unit
        limits = [limit / unit for limit in redrawn.get_limits(0.95)]
        finite = all(map(isfinite, limits))
        low, high = (limit + outcome.carried for limit in limits)
        return {
            "is_redrawn": True,
            "redraw_chance": redrawn.chance,
            "has_redrawn_limits": finite,
            "redrawn_low": low if finite else 0.0,
            "redrawn_high": high if finite else 0.0,
        }

    @api.model
    def _prepare_checks(self, program, span, comparison):
        values = {"balance": checks.get_balance(comparison.rows)}
        if comparison.method == "control":
            drawn = comparison.members + comparison.controls
            values["expected_controls"] = program.control_share * drawn
            values["ratio_chance"] = checks.get_ratio_chance(
                comparison.controls, drawn, program.control_share
            )
        if comparison.method == "similar":
            values |= self._prepare_placebo(span, comparison)
        return {**values, "method": values.get("method", comparison.method)}

    @api.model
    def _prepare_placebo(self, span, comparison):
        """The label sinks if the members had drawn ahead, or fallen behind, before."""
        strata = {row["stratum"] for row in comparison.rows}
        rows = self._select(statements.select_placebo(span))
        placebo = Comparison(
            "similar", [row for row in rows if row["stratum"] in strata]
        )
        effect = placebo.get_effect("margin").divided_by(span.documents.cents_per_unit)
        if not effect.is_defined:
            return {}
        error = effect.margin_of_error()
        return {
            "has_placebo": True,
            "placebo_effect": effect.value,
            "placebo_error": error,
            "method": "unlike" if abs(effect.value) > error else "similar",
        }
