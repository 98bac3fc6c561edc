from odoo.tests import BaseCase, tagged

from ...arithmetic.print.printout import BOTTOM, HEIGHT, BarChart, get_round_step


@tagged("post_install", "-at_install")
class TestPrintout(BaseCase):
    def test_round_steps(self):
        """Four steps reach the amount: 4 x 2.5 = 10, 4 x 250 = 1000, 4 x 5000..."""
        steps = {0: 1, 0.8: 0.2, 3: 1, 4: 1, 9: 2.5, 10: 2.5, 1000: 250, 17000: 5000}
        for highest, step in steps.items():
            self.assertAlmostEqual(get_round_step(highest), step, msg=highest)

    def test_bars(self):
        chart = BarChart(["a", "b", "c"], [50, 100, -5], [25, 50, 0], split=1)
        self.assertEqual(chart.top, 100)
        base = HEIGHT - BOTTOM
        heights = [bar.height for bar in chart.bars]
        self.assertEqual(heights, [base / 2, base, 0])
        self.assertEqual([bar.style for bar in chart.bars], ["old", "new", "open"])
        self.assertEqual(chart.grid[-1], (0, 100))
        # The month not over yet is no point of the line.
        self.assertEqual(len(chart.points.split()), 2)
