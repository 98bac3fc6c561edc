from odoo import models

from odoo.addons.client_segmentation.models.core.doors import need_one

from ...arithmetic.business_case.workbook import CaseWorkbook
from ...arithmetic.business_case.workbook_formulas import INPUTS
from .loyalty_plan_result import FIGURES

# Words that fields have already
FIELD_LABELS = (
    *("ramp_months", "incremental_profit", "cost", "net_effect", "npv", "liability"),
    *("roi_p10", "roi_p50", "roi_p90", "loss_probability"),
    *FIGURES,
)
MONTH_LABELS = (
    *("members", "incremental_profit", "liability", "cost", "net", "cumulative"),
)


class LoyaltyPlan(models.Model):
    _inherit = "loyalty.plan"

    def action_open_workbook(self):
        need_one(self)
        return {
            "type": "ir.actions.act_url",
            "url": f"/loyalty_program/business_case/{self.id}.xlsx",
            "target": "self",
        }

    def _write_workbook(self):
        """The business case as the content of an XLSX file."""
        self.ensure_one()
        case = self._get_business_case()
        return CaseWorkbook(
            case,
            self._get_simulation(case),
            self._get_ranges(),
            self._get_workbook_labels(),
        ).render()

    def _get_workbook_labels(self):
        reasons = dict(self._fields["roi_reason"]._description_selection(self.env))
        inputs = [key for key, _style in INPUTS if key != "clients"]
        months = self.env["loyalty.plan.month"]
        return {
            **{name: _describe(self, name) for name in (*inputs, *FIELD_LABELS)},
            **{f"flow_{name}": _describe(months, name) for name in MONTH_LABELS},
            **reasons,
            **self._get_sheet_labels(),
            **self._get_derived_labels(),
            **self._get_flow_labels(),
            "clients": _describe(self, "client_count"),
            "title": f"{self.program_id.name}: {self.name}",
        }

    def _get_sheet_labels(self):
        return {
            "inputs": self.env._("Inputs"),
            "inputs_hint": self.env._(
                "Change the colored cells: the rest is recalculated."
            ),
            "cash_flow": self.env._("Cash Flow"),
            "results": self.env._("Results"),
            "risk": self.env._("Risk"),
            "risk_hint": self.env._(
                "As simulated in Odoo; these cells do not contain formulas."
            ),
            "result": self.env._("Result"),
            "by_formula": self.env._("Using the formulas of this workbook"),
            "by_odoo": self.env._("In Odoo"),
            "draws": self.env._("Simulated outcomes"),
            "seed": self.env._("Seed"),
            "input": self.env._("Input"),
            "at_low": self.env._("Net effect at the lower end"),
            "at_high": self.env._("Net effect at the upper end"),
            "number_of_draws": self.env._("Number of simulated outcomes"),
            "break_even_chart": self.env._("Break-even chart"),
            "tornado_chart": self.env._("Which input matters most"),
            "distribution_chart": self.env._("Distribution of the ROI"),
        }

    def _get_derived_labels(self):
        return {
            "members": self.env._("Members at the end"),
            "stays": self.env._("Monthly retention of members"),
            "stayed": self.env._("Monthly retention without the program"),
            "program_order": self.env._("Average order in the program"),
            "program_frequency": self.env._("Orders per member and month"),
            "reward_per_order": self.env._("Redeemed rewards per order"),
            "order_contribution": self.env._("Profit per order"),
            "monthly_rate": self.env._("Monthly discount rate"),
            "last_red": self.env._("Last month in the red"),
            "fixed_cost": self.env._("Fixed cost"),
            "baseline_profit": self.env._("Profit without the program"),
            "program_cost": self.env._("Cost that does not depend on members"),
            "orders_of_members": self.env._("Orders of members"),
            "earned_by_orders": self.env._("What they leave"),
            "to_be_covered": self.env._("What they have to cover"),
        }

    def _get_flow_labels(self):
        return {
            "flow_month": self.env._("Month"),
            "flow_share": self.env._("Share joined"),
            "flow_joining": self.env._("Joining"),
            "flow_brought": self.env._("Referred by members"),
            "flow_enrolled": self.env._("Members of the target"),
            "flow_referred": self.env._("Members referred"),
            "flow_baseline": self.env._("Clients without the program"),
            "flow_orders": self.env._("Orders"),
            "flow_revenue": self.env._("Revenue"),
            "flow_earned": self.env._("Rewards earned"),
            "flow_redeemed": self.env._("Rewards redeemed"),
            "flow_present_value": self.env._("Present value"),
            "flow_in_the_red": self.env._("Month, if in the red"),
        }


def _describe(model, name):
    return model._fields[name]._description_string(model.env)
