import math
from decimal import Decimal

from odoo import api, fields, models

from ...arithmetic.core import ltv, xyz
from ...arithmetic.core.rfm import RfmRule, RfmScores, get_rule
from ...arithmetic.core.share import needed_other_profit_to_leave_mono
from .segment_axes import AXES


class ClientSegment(models.Model):
    """Why a client is in its classes: inputs, thresholds and arithmetic, so that
    everybody can check a class with a pocket calculator."""

    _inherit = "client.segment"

    def _prepare_explanation(self, with_profit):
        """Return the values of the template ``segment_explanation``.

        :param with_profit: may the reader see margins, shares of profit and LTV?
        """
        self.ensure_one()
        run = self._get_last_run(self.company_id)
        settings = run.settings or {}
        # The reader need not be allowed to see the settings of the company.
        unused = self.company_id.sudo().segment_policy_id._get_unused_axes()
        measure = settings.get("measure")
        with_measure = with_profit or measure != "margin"
        # Cuts, places and totals are sums of what others buy.
        sees_all = self.env.user._sees_amounts_of_all_clients()
        is_own = self.partner_id.user_id == self.env.user
        return {
            "segment": self,
            "run": run,
            "settings": settings,
            "with_profit": with_profit,
            "with_measure": with_measure,
            "with_amounts": sees_all or is_own,
            "with_others": sees_all,
            "unused": unused,
            "with_ltv": with_profit
            and self.company_id.sudo().segment_policy_id.use_ltv,
            "get_cards": self._get_explanation_cards,
            "class_names": [axis.column for axis in AXES if axis.values],
            "labels": self._get_class_labels(),
            "computed": self._get_computed_labels(),
            # The arithmetic always leads to the computed classes.
            "computed_value": self._get_computed_value,
            "state": self._explain_state(run),
            "temperature": self._get_computed_value("temperature"),
            "is_active": self._get_computed_value("is_active"),
            "signals": self._get_signal_labels(settings),
            "abc": with_measure and self._explain_abc(run),
            "loss": with_measure and measure and min(self[measure], 0),
            "xyz": self._explain_xyz(run),
            "profit": with_profit and self._explain_profit(run),
            "ltv": with_profit and self._explain_ltv(run),
            "rfm": self._explain_rfm(run),
        }

    @api.model
    def _get_explanation_cards(self, unused):
        """Return ``{template: names of what it explains}`` of the axes that are used,
        in their order."""
        cards = {}
        for axis in AXES:
            if axis.explanation and axis.column not in unused:
                template = f"client_segmentation.segment_explanation_{axis.explanation}"
                names = cards.setdefault(template, [])
                names += [axis.column, *axis.also_explained]
        return cards

    def _get_class_labels(self):
        """Return the words for the classes, in the reader's language."""
        names = [axis.column for axis in AXES if axis.values] + ["warm_signal"]
        described = self.fields_get(names, ["selection"])
        return {
            name: dict(described[name]["selection"]).get(self[name]) for name in names
        }

    def _get_signal_labels(self, settings):
        """Return the words for the signals that the run looked for."""
        described = self.fields_get(["warm_signal"], ["selection"])
        kinds = settings.get("warm", {}).get("kinds", ())
        return [
            label
            for kind, label in described["warm_signal"]["selection"]
            if kind in kinds
        ]

    def _explain_abc(self, run):
        """Measure, place and share before, or nothing without a measure."""
        measure_field = run.settings and run.settings["measure"]
        if not measure_field or self[measure_field] <= 0 or not run.measure_total:
            return {}
        rank, before = self._get_abc_position(measure_field)
        return {
            "measure_field": measure_field,
            "measure": self[measure_field],
            "rank": rank,
            "before": before,
            "share": 100.0 * before / run.measure_total,
        }

    def _get_measure_unit(self, run):
        """Return what a measure as an integer is divided by to be shown."""
        by_count = run.settings["measure"] == "order_count"
        return 1 if by_count else 10**self.currency_id.decimal_places

    def _get_abc_position(self, measure_field):
        """Return ``(rank, measure before)`` of a client among those with a positive
        measure: its place, from 1, and the measure of all clients before it."""
        measure = self[measure_field]
        [(count, before)] = self._read_group(
            [
                ("company_id", "=", self.company_id.id),
                "|",
                (measure_field, ">", measure),
                "&",
                (measure_field, "=", measure),
                ("partner_id", "<", self.partner_id.id),
            ],
            aggregates=["__count", f"{measure_field}:sum"],
        )
        return count + 1, before or 0.0

    def _explain_xyz(self, run):
        """The measure of each period since the first purchase, their mean, standard
        deviation and coefficient of variation in per cent, or the reason why there
        is none."""
        if not self.period_measures or not run.settings:
            return {}
        unit = self._get_measure_unit(run)
        skipped = len(self.period_measures) - self.period_count
        measures = self.period_measures[skipped:]
        values = [measure / unit for measure in measures]
        mean = sum(values) / len(values)
        variance = sum((value - mean) ** 2 for value in values) / len(values)
        deviation = math.sqrt(variance)
        min_periods = run.settings["xyz"]["min_periods"]
        reason = xyz.get_reason(sum(measures), len(measures), min_periods)
        months = run.settings["period_months"]
        first = fields.Date.add(run.horizon_start, months=skipped * months)
        return {
            "periods": [
                (fields.Date.add(first, months=months * number), value)
                for number, value in enumerate(values)
            ],
            "mean": mean,
            "deviation": deviation,
            "reason": reason,
            "variation": None if reason else 100 * deviation / mean,
            "cuts": self._get_xyz_cuts(run),
        }

    def _get_xyz_cuts(self, run):
        """Return the coefficients of variation, in per cent, with which X, and Y,
        end at the shares of the company's clients; None with fixed ones."""
        squares = [(run.all_cut_offs or {}).get(f"xyz_{name}") for name in "xy"]
        if None in squares:
            return None
        return [100 * math.sqrt(Decimal(square)) for square in squares]

    def _explain_profit(self, run):
        if self.margin <= 0 or not run.profit_total:
            return {}
        limit = run.settings["share"]["mono"]
        needed = needed_other_profit_to_leave_mono(self.margin, run.profit_total, limit)
        return {
            "share": 100.0 * self.margin / run.profit_total,
            "needed": float(needed),
        }

    def _explain_ltv(self, run):
        """The margin of a year and the formula with its numbers put in."""
        if not run.settings or not self.first_order_date:
            return {}
        return {
            **run.settings["ltv"],
            "yearly": self.margin * 12 / run.settings["horizon_months"],
            "reason": ltv.get_reason(
                self.margin, self.first_order_date, run.horizon_end
            ),
        }

    def _explain_rfm(self, run):
        if not self.last_order_date or not run.all_cut_offs:
            return {}
        cuts = run.all_cut_offs
        cents = 10**self.currency_id.decimal_places
        return {
            "days": (run.as_of - self.last_order_date).days,
            "days_cuts": cuts["rfm_days"],
            "orders": cuts["rfm_orders"],
            # Down to whole cents, which an amount exceeds if it exceeds the cut
            "amount": [math.floor(cut) / cents for cut in cuts["rfm_amount"]],
            "digits": self.currency_id.decimal_places,
            "rule": self._explain_rfm_rule(run.settings.get("rfm_rules", [])),
        }

    def _explain_rfm_rule(self, table):
        """Name the first rule that matches, which salespeople cannot look up.

        :param table: the rules at the time of the run, as dictionaries
        """
        rules = [RfmRule(**values) for values in table]
        scores = RfmScores(self.rfm_recency, self.rfm_frequency, self.rfm_monetary)
        rule = get_rule(scores, rules)
        if not rule:
            return rules and self.env._("No rule of the table matches these scores.")
        r, f, m = (
            f"{low}–{high}" if low < high else str(low) for low, high in rule.ranges
        )
        segments = self.fields_get(["rfm"], ["selection"])["rfm"]["selection"]
        return self.env._(
            "The first rule that matches is number %(number)s of %(count)s,"
            " %(segment)s: R %(r)s, F %(f)s, M %(m)s.",
            number=rules.index(rule) + 1,
            count=len(rules),
            segment=dict(segments)[rule.segment],
            r=r,
            f=f,
            m=m,
        )
