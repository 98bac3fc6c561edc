from datetime import date

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from ..business_case.libreoffice import load, recompute
from .test_loyalty_result import LoyaltyResultCommon

# Amounts are kept in cents, per member and in total
CENTS = 0.02


def _read_summary(book):
    rows = book["Summary"].iter_rows(min_row=7, max_col=3, values_only=True)
    return {row[0]: row[1:] for row in rows if row[0] and row[0] != "Result"}


class LoyaltyResultPaperCommon(LoyaltyResultCommon):
    def _measure_some(self, cost=600):
        """As in the test of results: 600 ± 777 by the orders, which carry ``cost``."""
        self._enrol()
        members, control = self._get_groups()
        for number, client in enumerate(members, start=1):
            self._buy(client, 10 * number)
        for number, client in enumerate(control, start=1):
            self._buy(client, 5 * number)
        self._buy(members[0], 10, day=date(2026, 5, 20))
        if cost:
            self._book(cost)
        return self._measure().with_user(self.manager)


@tagged("post_install", "-at_install")
class TestLoyaltyResultWorkbook(LoyaltyResultPaperCommon):
    def assertRecomputed(self, result):
        """Each result by formula is the one that was kept; so is each month."""
        content = result._write_workbook()
        book = recompute(content, "Summary", 7)
        compared = 0
        for label, (formula, kept) in _read_summary(book).items():
            with self.subTest(label):
                if isinstance(kept, str):
                    self.assertEqual(formula, kept)
                elif kept is not None:
                    delta = CENTS / 100 if "ROI" in label else CENTS
                    self.assertAlmostEqual(formula, kept, delta=delta)
                    compared += 1
        self.assertGreaterEqual(compared, 12)
        rows = list(book["Months"].iter_rows(min_row=2, values_only=True))
        months = result.month_ids.filtered(lambda month: month.number >= 0)
        for month, row in zip(months, rows, strict=False):
            self.assertEqual(row[0], month.number)
            self.assertEqual(row[1].date(), month.date)
            names = ("net", "cumulative", "planned_net", "planned_cumulative")
            for value, name in zip(row[4:8], names, strict=True):
                self.assertAlmostEqual(value, month[name], delta=CENTS)
        self.assertStored(content, book)
        return book

    def assertStored(self, content, computed):
        """Some programs show what stands in the file, and compute nothing."""
        stored = load(content, data_only=True)
        for name in stored.sheetnames:
            pairs = zip(stored[name].values, computed[name].values, strict=True)
            for row, other in pairs:
                for value, expected in zip(row, other, strict=True):
                    if isinstance(expected, int | float):
                        self.assertAlmostEqual(value, expected, delta=CENTS)
                    else:
                        self.assertEqual(value, expected)

    def test_recomputed_by_libreoffice(self):
        """The benefits of 600 lie in the margin of the orders: 120 per member are
        added back. 720 x 5 = 3,600 and (3,600 - 600) / 600."""
        result = self._measure_some()
        summary = _read_summary(self.assertRecomputed(result))
        self.assertAlmostEqual(summary["More Margin per Member"][0], 720)
        self.assertAlmostEqual(summary["More Margin in Total"][0], 3600)
        self.assertAlmostEqual(summary["Actual ROI"][0], 5)
        error = summary["Standard error of the difference"][0]
        self.assertAlmostEqual(error, 316.23, delta=0.01)
        quantile = summary["Quantile of Student's t, 97.5%"][0]
        self.assertAlmostEqual(quantile, 2.459, delta=0.001)
        self.assertAlmostEqual(summary["Benefits in the margin, per member"][0], 120)
        low = summary["ROI at Least"][0]
        self.assertAlmostEqual(low, ((720 - 2.459 * 316.23) * 5 - 600) / 600, 1)

    def test_recomputed_with_other_inputs(self):
        """Nobody but a formula can know what follows from inputs changed later:
        600 + 6,000 of cost, of which 3,600 came back within two months."""
        content = self._measure_some()._write_workbook()
        book = recompute(content, "Summary", 7, {"Running Cost": 6000})
        summary = _read_summary(book)
        self.assertAlmostEqual(summary["Net Effect"][0], -3000)
        self.assertAlmostEqual(summary["Actual ROI"][0], -3000 / 6600)
        self.assertAlmostEqual(summary["Still to be recovered"][0], 3000)
        # 3,600 - 600 in two months
        months = summary["Months to break-even at this pace"][0]
        self.assertAlmostEqual(months, 3000 / 1500)
        book = recompute(content, "Summary", 7, {"Standard error of the difference": 1})
        # Of five controls the redraws decide: 500 x 5 is more than the cost of 600
        limit = {"Decides: At Least": 500}
        decided = recompute(content, "Summary", 7, limit)
        self.assertEqual(_read_summary(decided)["Verdict"][0], "Pays Off")
        self.assertEqual(
            _read_summary(book)["Are the groups large enough?"][0], "Large enough"
        )

    def test_too_small_and_free(self):
        result = self._measure_some(cost=0)
        summary = _read_summary(self.assertRecomputed(result))
        self.assertEqual(summary["Verdict"][0], "Too Small to Tell")
        self.assertEqual(
            summary["Are the groups large enough?"][0], "Warning: too small to tell"
        )
        self.assertIn("costs nothing", summary["Actual ROI"][0])

    def test_similar_clients_recomputed(self):
        """The difference is one of changes: what they bought before is an input."""
        self.program.control_share = 0
        strangers = self.env["res.partner"].create(
            [{"name": f"Stranger {number}"} for number in range(3)]
        )
        self._enrol(self.clients[:2])
        since = (30, 30, 15, 15, 21)
        for client, quantity in zip(self.clients[:2] | strangers, since, strict=True):
            self._buy(client, 10, day=date(2026, 3, 5))
            self._buy(client, 10, day=date(2026, 5, 5))
            self._buy(client, quantity)
        result = self._measure()
        self.assertEqual(result.method, "similar")
        book = self.assertRecomputed(result)
        self.assertAlmostEqual(_read_summary(book)["More Margin per Member"][0], 520)

    def test_formulas_are_live(self):
        book = load(self._measure_some()._write_workbook())
        sheets = ["Summary", "Comparison", "Months", "Members against control"]
        self.assertEqual(book.sheetnames, sheets)
        summary = _read_summary(book)
        for label in ("More Margin in Total", "Actual ROI", "ROI at Least", "Verdict"):
            self.assertTrue(str(summary[label][0]).startswith("="), label)
        for name in sheets[2:]:
            self.assertEqual(len(book[name]._charts), 1)

    def test_nothing_measured(self):
        for enrol in (False, True):
            if enrol:
                self._enrol()
            result = self._measure()
            self.assertEqual(result.verdict, "none")
            summary = _read_summary(load(result._write_workbook()))
            self.assertEqual(summary["Members"][0], 5 * enrol)
            self.assertNotIn("Actual ROI", summary)


@tagged("post_install", "-at_install")
class TestLoyaltyResultPaper(LoyaltyResultPaperCommon):
    def _render(self, result):
        reports = self.env["ir.actions.report"].with_user(result.env.user)
        name = "loyalty_program.report_result"
        html, _type = reports._render_qweb_html(name, result.ids)
        return html.decode()

    def test_page(self):
        html = self._render(self._measure_some(cost=0))
        words = ("Club", "Too small to tell", "Control Group", "More margin", "3,000")
        for word in words:
            self.assertTrue(word in html, word)
        self.assertEqual(html.count("<svg"), 2)
        self.assertEqual(html.count("<html"), 1)

    def test_nothing_measured(self):
        html = self._render(self._measure().with_user(self.manager))
        self.assertTrue("There is nothing to measure yet" in html)
        self.assertEqual(html.count("<svg"), 0)

    def test_paper(self):
        report = self.env.ref("loyalty_program.loyalty_result_report")
        self.assertEqual(report.paperformat_id.format, "A4")
        self.assertEqual(
            report.group_ids, self.env.ref("sales_team.group_sale_manager")
        )

    def test_for_managers(self):
        result = self._measure_some().with_user(self.salesman)
        for action in (
            lambda: self._render(result),
            result._prepare_summary,
            result._write_workbook,
        ):
            with self.assertRaises(AccessError):
                action()


@tagged("post_install", "-at_install")
class TestLoyaltyResultDownload(HttpCase, LoyaltyResultPaperCommon):
    def _download(self, user, url):
        self.authenticate(user.login, user.login)
        return self.url_open(url)

    def test_download(self):
        result = self._measure_some()
        url = result.action_open_workbook()["url"]
        refused = self._download(self.salesman, url)
        self.assertEqual(refused.status_code, 404)
        self.assertNotIn("PK", refused.text[:2])
        response = self._download(self.manager, url)
        self.assertEqual(response.status_code, 200)
        self.assertIn("Summary", load(response.content).sheetnames)
        missing = self._download(self.manager, url.replace(str(result.id), "999999"))
        self.assertEqual(missing.status_code, 404)

    def test_other_company(self):
        result = self._measure_some()
        other = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env,
            "paper_stranger",
            groups="sales_team.group_sale_manager",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        url = result.action_open_workbook()["url"]
        self.assertEqual(self._download(stranger, url).status_code, 404)
