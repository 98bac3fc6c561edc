import io

from lxml import html
from openpyxl import load_workbook

from odoo.tests import tagged

from .test_loyalty_result_paper import LoyaltyResultPaperCommon


@tagged("post_install", "-at_install")
class TestLoyaltyResultComparison(LoyaltyResultPaperCommon):
    """Raw, adjusted and interval in columns of their own, the same on each paper.

    As measured there: 1,200 against 600, standard error 316.23, t 2.459: 600 ± 777.6;
    the benefits of 600 in the margin are 120 a member.
    """

    def _get_rows(self, result):
        return {row["label"]: row for row in result._prepare_comparison()}

    def _adjust(self, result, effect, revenue=0.0, orders=0.0):
        """As if earlier purchases had been very different in the two groups."""
        self.env.cr.execute(
            """UPDATE loyalty_result
                  SET effect = %s, revenue_effect = %s, orders_effect = %s,
                      orders_error = 0.6
                WHERE id = %s""",
            [effect, revenue, orders, result.id],
        )
        result.invalidate_recordset()

    def test_raw_is_the_difference_of_the_columns(self):
        """Members bring 741 more as they stand, and 2,753 less as adjusted: both are
        said, apart from each other."""
        result = self._measure_some()
        self._adjust(result, -2633.0, orders=-0.44)
        rows = self._get_rows(result)
        margin = rows["Margin per client, since"]
        self.assertAlmostEqual(margin["members"] - margin["control"], 600)
        self.assertAlmostEqual(margin["raw"], 600)
        self.assertAlmostEqual(margin["adjusted"], -2753)
        before = rows["The same before discounts and gifts"]
        self.assertAlmostEqual(before["members"], 1320)
        self.assertAlmostEqual(before["raw"], 720)
        self.assertAlmostEqual(before["adjusted"], -2633)
        orders = rows["Orders per client"]
        self.assertAlmostEqual(orders["raw"], orders["members"] - orders["control"])
        self.assertAlmostEqual(orders["adjusted"], -0.44)
        self.assertAlmostEqual(orders["low"], -1.04)
        self.assertAlmostEqual(orders["high"], 0.16)
        for row in result._prepare_comparison():
            if row["raw"] is not None:
                self.assertAlmostEqual(row["raw"], row["members"] - row["control"])

    def test_interval_is_that_of_the_adjusted(self):
        margin = self._get_rows(self._measure_some())["Margin per client, since"]
        self.assertAlmostEqual(margin["adjusted"], 600, delta=0.01)
        self.assertAlmostEqual(margin["low"], 600 - 2.459 * 316.23, delta=0.5)
        self.assertAlmostEqual(margin["high"], 600 + 2.459 * 316.23, delta=0.5)

    def test_the_same_on_screen_on_paper_and_in_the_workbook(self):
        result = self._measure_some()
        screen = html.fromstring(str(result.panel))
        report = self.env["ir.actions.report"].with_user(self.manager)
        paper, __ = report._render_qweb_html(
            "loyalty_program.report_result", result.ids
        )
        paper = html.fromstring(paper)
        expected = [list(row) for row in result._prepare_table()]
        for page in (screen, paper):
            cells = [
                [(cell.text_content() or "").strip() for cell in row.xpath("td")]
                for row in page.xpath("//tr[count(td) = 6]")
            ]
            self.assertEqual([row for row in cells if row[0]], expected)
        book = load_workbook(io.BytesIO(result._write_workbook()), data_only=True)
        sheet = list(book["Comparison"].iter_rows(min_row=2, values_only=True))
        for row, kept in zip(sheet, result._prepare_comparison(), strict=True):
            names = ("label", "members", "control", "raw", "adjusted", "low", "high")
            self.assertEqual(list(row), [kept[name] for name in names])

    def test_amounts_per_client_have_cents(self):
        result = self._measure_some()
        self._adjust(result, 0.38)
        rows = {row[0]: row for row in result._prepare_table()}
        self.assertIn("-119.62", rows["Margin per client, since"][4].replace("−", "-"))
        self.assertIn("0.38", result._get_words())
        self.assertIn("0.38", result._card_incremental()["formula"])

    def test_too_small_to_tell(self):
        """No ROI in large figures under words that say that nobody knows."""
        result = self._measure_some(cost=600)
        self.env.cr.execute("UPDATE loyalty_result SET verdict = 'too_small'")
        result.invalidate_recordset()
        cards = result._prepare_cards()
        self.assertEqual(cards[-1]["title"], "Actual ROI")
        self.assertEqual([card["defined"] for card in cards], [True] + [False] * 3)
        large = html.fromstring(str(result.panel)).find_class("fs-3")
        self.assertEqual(large[0].text_content(), "Too small to tell")
        self.assertNotIn("%", "".join(node.text_content() for node in large))
        self.env.cr.execute("UPDATE loyalty_result SET verdict = 'pays'")
        result.invalidate_recordset()
        self.assertEqual(result._prepare_cards()[0]["title"], "Actual ROI")
        self.assertTrue(result._prepare_cards()[0]["defined"])

    def test_nobody_to_compare_with(self):
        self.program.control_share = 0
        result = self._measure_some()
        rows = result._prepare_comparison()
        self.assertEqual({row["control"] for row in rows}, {None})
        self.assertEqual({row["raw"] for row in rows}, {None})
