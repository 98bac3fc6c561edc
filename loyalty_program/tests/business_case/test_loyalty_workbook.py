from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ...arithmetic.business_case import BusinessCase
from ...arithmetic.business_case.workbook_formulas import DERIVED, FLOW, INPUTS
from ..common import LoyaltyPlanCommon
from .libreoffice import load, recompute

RICH = {
    "ramp_shares": "20, 45, 70, 100",
    "retention": 0.8,
    "retention_uplift": 0.05,
    "referral_rate": 0.2,
    "order_uplift": 0.03,
    "redemption": 0.7,
    "redemption_lag": 2,
    "yearly_rate": 0.15,
    "horizon": 18,
    "reward_ids": [
        Command.create({"name": "Gift", "unit_cost": 8, "earned_per_order": 0.5}),
        Command.create({"name": "Points", "order_share": 0.01}),
    ],
}


@tagged("post_install", "-at_install")
class TestLoyaltyWorkbook(LoyaltyPlanCommon):
    def _read_results(self, book):
        rows = book["Results"].iter_rows(min_row=4, max_col=3, values_only=True)
        return {row[0]: row[1:] for row in rows if row[0]}

    def assertRecomputed(self, plan, changes=(), **inputs):
        """The formulas give what the case gives, with these inputs changed."""
        case = plan._get_business_case()
        case = BusinessCase(**{**vars(case), **inputs}) if inputs else case
        book = recompute(plan._write_workbook(), "Inputs", 4, changes)
        results = self._read_results(book)
        expected = {
            "ROI": case.roi,
            "Payback (Months)": case.payback,
            "IRR (Yearly)": case.internal_rate,
            "Break-even Orders": case.break_even_orders,
            "Break-even Revenue": case.break_even_revenue,
            "Break-even Uplift": case.break_even_uplift,
            "Break-even Clients": case.break_even_members,
            "Required Sales Increase": case.required_sales_increase,
        }
        reasons = dict(plan._fields["roi_reason"].selection)
        for label, figure in expected.items():
            with self.subTest(label):
                if figure.is_defined:
                    self.assertAlmostEqual(results[label][0], figure.value, 6)
                else:
                    self.assertEqual(results[label][0], reasons[figure.reason])
        self.assertAlmostEqual(results["NPV"][0], case.net_present_value, 4)
        self.assertAlmostEqual(results["Net Effect"][0], case.net_effect, 4)
        self.assertAlmostEqual(results["Owed at the End"][0], case.final_liability, 4)
        flow = list(book["Cash Flow"].iter_rows(min_row=2, values_only=True))
        names = [column[0] for column in FLOW]
        for month, row in zip(case.months, flow, strict=True):
            shown = dict(zip(names, row, strict=True))
            for name in ("members", "orders", "cost", "net", "liability"):
                self.assertAlmostEqual(shown[name], getattr(month, name), 4)

    def test_recomputed_by_libreoffice(self):
        self.assertRecomputed(self._create_plan(**RICH))

    def test_values_in_the_file_are_those_of_its_formulas(self):
        """Some programs show what stands in the file, and compute nothing."""
        content = self._create_plan(**RICH)._write_workbook()
        computed = recompute(content, "Inputs", 4)["Cash Flow"].values
        stored = load(content, data_only=True)["Cash Flow"].values
        for row, other in zip(stored, computed, strict=True):
            for value, expected in zip(row, other, strict=True):
                if isinstance(expected, str):
                    self.assertEqual(value, expected)
                else:
                    self.assertAlmostEqual(value, expected, 4)

    def test_recomputed_with_other_inputs(self):
        """Nobody but a formula can know the results of inputs changed later."""
        self.assertRecomputed(
            self._create_plan(**RICH),
            {"Margin": 0.31, "Redeemed After (Months)": 4, "Monthly Cost": 1500},
            margin=0.31,
            redemption_lag=4,
            cost_monthly=1500,
        )

    def test_undefined_cases_recomputed(self):
        self.assertRecomputed(self._create_plan(discount=0.4, ramp_months=3))

    def test_free_case_recomputed(self):
        costs = ("cost_one_off", "cost_monthly", "cost_per_member", "cost_per_order")
        free = dict.fromkeys(costs, 0)
        self.assertRecomputed(self._create_plan(**free, discount=0, client_count=0))

    def test_formulas_are_live(self):
        book = load(self._create_plan(**RICH)._write_workbook())
        self.assertEqual(book.sheetnames, ["Results", "Inputs", "Cash Flow", "Risk"])
        names = set(book.defined_names)
        self.assertLessEqual({key for key, *_rest in (*INPUTS, *DERIVED)}, names)
        results = self._read_results(book)
        for label in ("ROI", "NPV", "Payback (Months)", "Break-even Orders"):
            self.assertTrue(str(results[label][0]).startswith("="), label)

    def test_values_for_programs_that_do_not_compute(self):
        book = load(self._create_plan()._write_workbook(), data_only=True)
        formula, odoo = self._read_results(book)["ROI"]
        self.assertAlmostEqual(formula, 0.6)
        self.assertAlmostEqual(odoo, 0.6)


@tagged("post_install", "-at_install")
class TestLoyaltyWorkbookDownload(HttpCase, LoyaltyPlanCommon):
    def test_download(self):
        plan = self._create_plan()
        url = plan.action_open_workbook()["url"]
        self.assertNotEqual(self._download(self.salesman, url).status_code, 200)
        response = self._download(self.manager, url)
        self.assertEqual(response.status_code, 200)
        self.assertIn("Results", load(response.content).sheetnames)
        missing = self._download(self.manager, url.replace(str(plan.id), "999999"))
        self.assertEqual(missing.status_code, 404)

    def test_other_company(self):
        plan = self._create_plan()
        other = self.env["res.company"].create({"name": "Other"})
        self.director.write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        url = plan.action_open_workbook()["url"]
        self.assertEqual(self._download(self.director, url).status_code, 404)

    def _download(self, user, url):
        self.authenticate(user.login, user.login)
        return self.url_open(url)
