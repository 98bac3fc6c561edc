from odoo import models

from odoo.addons.client_segmentation.arithmetic.comparison.power import (
    CONFIDENCE,
    POWER,
    get_distance,
)
from odoo.addons.client_segmentation.models.core.doors import need_one

from ...arithmetic.results.workbook import (
    GROUPS,
    INPUTS,
    MONTHS,
    RESULTS,
    ResultWorkbook,
)

RESULT_LABELS = (
    *("effect", "incremental_profit", "cost", "net_effect", "roi", "roi_low"),
    *("roi_high", "detectable", "worthwhile", "verdict"),
)
MONTH_LABELS = (
    *("number", "date", "incremental_profit", "net", "cumulative", "planned_net"),
    *("planned_cumulative", "margin_member", "margin_control"),
    *("orders_member", "orders_control", "buyers_member", "buyers_control"),
)
NO_LIMIT = 1e12
READ = [
    *("number", "date", "incremental_profit", "cost", "planned_net"),
    *("margin_member", "margin_control", "orders_member", "orders_control"),
    *("buyers_member", "buyers_control"),
]


class LoyaltyResult(models.Model):
    _inherit = "loyalty.result"

    def action_open_workbook(self):
        need_one(self)
        return {
            "type": "ir.actions.act_url",
            "url": f"/loyalty_program/result/{self.id}.xlsx",
            "target": "self",
        }

    def _write_workbook(self):
        """The result as the content of an XLSX file."""
        self.ensure_one()
        return ResultWorkbook(
            self._get_workbook_figures(),
            self.month_ids.sorted("number").read(READ),
            self._get_workbook_labels(),
            comparison=self._prepare_comparison() if self.launched_on else [],
            is_measured=self.verdict != "none",
            is_decided=bool(self.look_number)
            and self.verdict not in ("undecided", "doubtful"),
        ).render()

    def _get_workbook_figures(self):
        names = {key for key, *_rest in (*INPUTS, *RESULTS)} & set(self._fields)
        figures = {name: self[name] for name in names}
        if not self.has_roi:
            no_cost = self.env._("Not defined: the program costs nothing")
            figures.update(dict.fromkeys(("roi", "roi_low", "roi_high"), no_cost))
        return {
            **figures,
            **self._get_statistic(),
            "members": self.member_count,
            "controls": self.control_count,
            **self._get_decided(),
            "verdict": self._get_label("verdict"),
        }

    def _get_statistic(self):
        """What a result does not keep, from what it does keep.

        The totals are the exact ones: amounts per member are rounded to cents.
        """
        difference = self.margin_member - self.margin_control + self.margin_carried
        if self.verdict == "none":
            return {"adjustment": 0.0, "standard_error": 0.0, "t_quantile": 0.0}
        error = self.detectable / get_distance(CONFIDENCE, POWER)
        width = (self.incremental_high - self.incremental_low) / 2 / self.member_count
        return {
            "adjustment": self.incremental_profit / self.member_count - difference,
            "standard_error": error,
            "t_quantile": width / error if error else 0.0,
        }

    def _get_decided(self):
        """The limits that decide; without them any effect is possible."""
        if self.has_limits:
            return {name: self[name] for name in ("decided_low", "decided_high")}
        return {"decided_low": -NO_LIMIT, "decided_high": NO_LIMIT}

    def _get_workbook_labels(self):
        months = self.env["loyalty.result.month"]
        described = {name: _describe(months, name) for name in MONTH_LABELS}
        words = {**described, **self._get_column_labels()}
        return {
            **{f"months_{key}": words[key] for key, *_rest in MONTHS},
            **{f"groups_{key}": words[key] for key, *_rest in GROUPS},
            **{f"result_{name}": _describe(self, name) for name in RESULT_LABELS},
            **dict(self._fields["verdict"]._description_selection(self.env)),
            **self._get_sheet_labels(),
            **self._get_input_labels(),
            **self._get_result_labels(),
        }

    def _get_column_labels(self):
        return {
            "cost": self.env._("Cost of the program"),
            "against_plan": self.env._("Actual minus plan, cumulative"),
            "margin_difference": self.env._("Margin: raw difference"),
            "orders_difference": self.env._("Orders: raw difference"),
            "buyers_difference": self.env._("Clients who bought: raw difference"),
        }

    def _get_sheet_labels(self):
        return {
            "title": self.display_name,
            "verdict_title": self._get_title(),
            "verdict_words": self._get_words(),
            "method": self.env._(
                "Measured by: %(method)s", method=self._get_label("method")
            ),
            "inputs_hint": self.env._(
                "Change the colored cells: the rest is recalculated."
            ),
            "summary": self.env._("Summary"),
            "comparison": self.env._("Comparison"),
            "comparison_members": self.env._("Members"),
            "comparison_control": self._get_label("method"),
            "comparison_raw": self.env._("Raw difference"),
            "comparison_adjusted": self.env._("Adjusted difference"),
            "comparison_low": self.env._("At least, with 95% confidence"),
            "comparison_high": self.env._("At most, with 95% confidence"),
            "months": self.env._("Months"),
            "groups": self.env._("Members against control"),
            "months_chart": self.env._("Cumulative cash flow, plan against actual"),
            "groups_chart": self.env._("Margin per client and month"),
            "result": self.env._("Result"),
            "by_formula": self.env._("Using the formulas of this workbook"),
            "by_odoo": self.env._("In Odoo"),
        }

    def _get_input_labels(self):
        described = ("margin_member", "margin_control", "benefit_cost", "running_cost")
        described += ("decided_low", "decided_high")
        return {
            **{name: _describe(self, name) for name in described},
            "members": _describe(self, "member_count"),
            "controls": _describe(self, "control_count"),
            "adjustment": self.env._("Adjustment for previous purchases"),
            "margin_carried": self.env._("Benefits in the margin, per member"),
            "standard_error": self.env._("Standard error of the difference"),
            "t_quantile": self.env._("Quantile of Student's t, 97.5%"),
        }

    def _get_result_labels(self):
        return {
            "result_margin_of_error": self.env._("Margin of error, 95%"),
            "result_effect_low": self.env._("More margin per member, at least"),
            "result_effect_high": self.env._("More margin per member, at most"),
            "result_incremental_low": self.env._("More margin in total, at least"),
            "result_incremental_high": self.env._("More margin in total, at most"),
            "result_net_low": self.env._("Net effect, at least"),
            "result_net_high": self.env._("Net effect, at most"),
            "result_left": self.env._("Still to be recovered"),
            "result_pace": self.env._("Net flow of a month, mean of the last three"),
            "result_months_to_go": self.env._("Months to break-even at this pace"),
            "result_size": self.env._("Are the groups large enough?"),
            "no_cost": self.env._("Not defined: the program costs nothing"),
            "never": self.env._("Not at this pace"),
            "size_small": self.env._("Warning: too small to tell"),
            "size_enough": self.env._("Large enough"),
        }


def _describe(model, name):
    return model._fields[name]._description_string(model.env)
