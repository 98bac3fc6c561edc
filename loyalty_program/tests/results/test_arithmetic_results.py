from datetime import date
from math import inf

from odoo.tests import BaseCase, tagged

from odoo.addons.client_segmentation.arithmetic.comparison import Effect, redraw

from ...arithmetic.results import (
    Looks,
    Outcome,
    earned_back,
    get_confidence,
    get_limits,
)
from ...arithmetic.results.chart import scale
from ...arithmetic.results.checks import get_balance, get_ratio_chance


@tagged("post_install", "-at_install")
class TestOutcome(BaseCase):
    def _get_outcome(self, value, error=1.0, **values):
        """A hundred members; t for so many degrees is 1.96."""
        effect = Effect(value, error, 1e9, 100 * error**2 / 2, 100 * error**2 / 2)
        defaults = {"cost": 300, "cost_in_margin": 0, "usual": 50}
        defaults["limits"] = effect.interval()
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
            found = self._get_outcome(value, error).get_verdict(is_last=True)
            self.assertEqual(found, verdict, value)
        nobody = Outcome(Effect(reason="no_members"), 0, 0, 300, 0, 0)
        self.assertEqual(nobody.get_verdict(is_last=True), "none")

    def test_before_the_last_look_only_what_is_sure(self):
        for value, error, verdict in (
            (6, 1, "pays"),
            (4, 1, "helps"),
            (0.5, 1, "loses"),
            (1.5, 1, "undecided"),
            (1.5, 2, "undecided"),
        ):
            found = self._get_outcome(value, error).get_verdict(is_last=False)
            self.assertEqual(found, verdict, value)
        # Without limits nothing is sure
        endless = self._get_outcome(60, limits=(-inf, inf))
        self.assertEqual(endless.get_verdict(is_last=False), "undecided")

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


@tagged("post_install", "-at_install")
class TestLooks(BaseCase):
    """Four looks at 100 days: on days 25, 50, 75 and 100."""

    looks = Looks(date(2026, 1, 1), date(2026, 4, 11), 4)

    def test_days(self):
        days = [self.looks.get_day(number) for number in (1, 2, 3, 4)]
        expected = [(1, 26), (2, 20), (3, 17), (4, 11)]
        self.assertEqual([(day.month, day.day) for day in days], expected)
        self.assertEqual(self.looks.count_due(date(2026, 1, 25)), 0)
        self.assertEqual(self.looks.count_due(date(2026, 1, 26)), 1)
        self.assertEqual(self.looks.count_due(date(2027, 1, 1)), 4)
        self.assertEqual(self.looks.get_next(date(2026, 1, 26)), days[1])
        self.assertIsNone(self.looks.get_next(days[3]))

    def test_boundaries(self):
        """As printed for four looks (Lan and DeMets, near O'Brien and Fleming): 4.333,
        2.963, 2.359, 2.014; one look that comes late has all of the error."""
        days = [self.looks.get_day(number) for number in (1, 2, 3, 4)]
        for count, bound in enumerate((4.333, 2.963, 2.359, 2.014), start=1):
            self.assertAlmostEqual(self.looks.get_boundary(days[:count]), bound, 3)
        self.assertAlmostEqual(self.looks.get_boundary([date(2027, 1, 1)]), 1.96, 3)

    def test_confidence(self):
        self.assertAlmostEqual(get_confidence(1.95996), 0.95, 5)
        self.assertEqual(get_confidence(8.4), 1)

    def test_limits(self):
        """5 against 1, 2 and 3 in three of each: t does not decide where few are
        drawn, and has to agree with the draws where more are."""
        effect = Effect(5.0, 1.0, 1e9)
        drawn = redraw({"": ([4, 5, 6], [1, 2, 3])}, [("",)], seed=1)
        low, high = drawn.get_limits(0.9)
        self.assertEqual(get_limits(effect, drawn, 0.9, small=True), (low, high))
        both = get_limits(effect, drawn, 0.9, small=False)
        self.assertEqual(both, (low, effect.interval(0.9)[1]))
        self.assertEqual(get_limits(effect, None, 0.95, small=True), effect.interval())
        self.assertEqual(get_limits(effect, drawn, 1.0, small=True), (-inf, inf))


@tagged("post_install", "-at_install")
class TestChecks(BaseCase):
    def _row(self, is_member, amounts):
        return {
            "is_member": is_member,
            "clients": len(amounts),
            "margin_sum_x": sum(amounts),
            "margin_sum_xx": sum(amount**2 for amount in amounts),
        }

    def test_balance(self):
        """Means of 4 and 2, both with a variance of 2: 2 / sqrt(2)."""
        rows = [self._row(True, [3, 5]), self._row(False, [1, 3])]
        self.assertAlmostEqual(get_balance(rows), 2**0.5)
        self.assertEqual(get_balance(rows[:1]), 0)

    def test_ratio(self):
        """40 of 100 where 20 were planned: (20 - 1) / 4 deviations."""
        self.assertEqual(get_ratio_chance(20, 100, 0.2), 1)
        self.assertAlmostEqual(get_ratio_chance(29, 100, 0.2), 0.0455, 4)
        self.assertLess(get_ratio_chance(40, 100, 0.2), 1e-5)
        self.assertEqual(get_ratio_chance(5, 10, 0), 0)
