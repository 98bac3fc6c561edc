from odoo.tests import BaseCase, tagged

from odoo.addons.client_segmentation.arithmetic.comparison import Effect

from ...arithmetic.results import Outcome, earned_back
from ...arithmetic.results.chart import scale


@tagged("post_install", "-at_install")
class TestOutcome(BaseCase):
    def _get_outcome(self, value, error=1.0, **values):
        """A hundred members; t for so many degrees is 1.96."""
        effect = Effect(value, error, 1e9, 100 * error**2 / 2, 100 * error**2 / 2)
        defaults = {"cost": 300, "cost_in_margin": 0, "usual": 50}
        return Outcome(effect, 100, 100, **{**defaults, **values})

    def test_cost_counts_once(self):
        """5 more in the margin of the orders, which carry 2 of cost per member
        already: 7 more before the cost of 3, a net effect of 400."""
        outcome = self._get_outcome(5, cost_in_margin=200)
        self.assertAlmostEqual(outcome.interval[1], 7)
        self.assertAlmostEqual(outcome.incremental[1], 700)
        self.assertAlmostEqual(outcome.net[1], 400)
        self.assertAlmostEqual(outcome.roi[1], 400 / 300)
        self.assertAlmostEqual(outcome.roi[0], (700 - 196 - 300) / 300, 2)

    def test_verdicts(self):
        for value, error, verdict in (
            (6, 1, "pays"),  # 4.04 at least, for 3
            (4, 1, "helps"),  # 2.04 to 5.96
            (0.5, 1, "loses"),  # 2.46 at most
            (1.5, 1, "no_effect"),  # -0.46 to 3.46, but would see 2.8
            (1.5, 2, "too_small"),  # would only see 5.6
        ):
            self.assertEqual(self._get_outcome(value, error).verdict, verdict, value)
        nobody = Outcome(Effect(reason="no_members"), 0, 0, 300, 0, 0)
        self.assertEqual(nobody.verdict, "none")

    def test_size_that_shows_what_a_member_costs(self):
        """2 x 50 x 7.849 / 3^2 = 87.2"""
        self.assertEqual(self._get_outcome(1).needed, (88, 88))
        free = self._get_outcome(1, cost=0)
        self.assertIsNone(free.roi)
        # A tenth of 50
        self.assertEqual(free.worthwhile, 5)

    def test_earned_back(self):
        self.assertEqual(earned_back([-10, 5, 10]), ("reached", 1.5))
        # 8 are missing, at (2 + 4 + 6) / 3 a month
        self.assertEqual(earned_back([-20, 0, 2, 4, 6]), ("expected", 6.0))
        self.assertEqual(earned_back([-20, 2, -3]), ("never", None))
        self.assertEqual(earned_back([-20]), ("never", None))
        self.assertEqual(earned_back([0, 5]), ("reached", 0.0))
        self.assertEqual(earned_back([0, 0]), ("none", None))

    def test_scale(self):
        self.assertEqual(scale([0, 37, 120]), [0, 50, 100, 150])
        self.assertEqual(scale([-3, 5.5]), [-5, 0, 5, 10])
        self.assertEqual(scale([]), [0, 1])
