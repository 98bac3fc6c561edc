"""What a trial says of clients that are made up: a few buy most, and what they bought
before tells something of what they buy next. Fixed seeds make every run the same."""

import random

from odoo.tests import BaseCase, tagged

from ...arithmetic.comparison import Trial
from ...arithmetic.comparison.redraw import get_chance
from ...arithmetic.comparison.trial import LESS, MORE, NO_DIFFERENCE, UNDECIDED
from ...arithmetic.comparison.uniform import get_uniform, is_drawn

RUNS = 200


@tagged("post_install", "-at_install")
class TestDraw(BaseCase):
    def test_printed_value(self):
        """The first 8 bytes of the SHA-256 of "abc" are ba7816bf 8f01cfea."""
        self.assertEqual(get_uniform("abc"), 0xBA7816BF8F01CFEA / 2**64)

    def test_anybody_can_repeat_it(self):
        drawn = [client for client in range(1000) if is_drawn(7, client, 10)]
        again = [client for client in reversed(range(1000)) if is_drawn(7, client, 10)]
        self.assertEqual(drawn, again[::-1])
        other = [client for client in range(1000) if is_drawn(8, client, 10)]
        self.assertNotEqual(drawn, other)

    def test_share(self):
        """100 of 1,000, within three standard errors of 9.5, whatever the seed."""
        for seed in range(20):
            count = sum(is_drawn(seed, client, 10) for client in range(1000))
            self.assertAlmostEqual(count, 100, delta=29)
        self.assertFalse(any(is_drawn(1, client, 0) for client in range(1000)))

    def test_larger_shares_keep_those_drawn(self):
        for client in range(1000):
            self.assertLessEqual(is_drawn(1, client, 10), is_drawn(1, client, 20))


@tagged("post_install", "-at_install")
class TestChance(BaseCase):
    def test_all_redraws_of_few(self):
        """Of the 20 ways to part 1 ... 6, 2 are as far apart as 4, 5, 6 and 1, 2, 3."""
        chance = get_chance([4, 5, 6], [1, 2, 3], 1, redraws=10_000)
        self.assertAlmostEqual(chance, 0.1, delta=0.01)

    def test_one_of_ten(self):
        """The largest of ten was kept aside: that happens in 1 of 10 redraws."""
        chance = get_chance([0] * 9, [9], 1, redraws=10_000)
        self.assertAlmostEqual(chance, 0.1, delta=0.01)

    def test_all_alike(self):
        self.assertEqual(get_chance([0.1] * 7, [0.1] * 3, 1), 1)


@tagged("post_install", "-at_install")
class TestTrial(BaseCase):
    def _draw(self, generator, seed, planted=0):
        """300 clients, about a tenth of them kept aside."""
        started, aside = [], []
        for client in range(300):
            level = 300 * generator.lognormvariate(0, 0.7)
            x, y = (round(level * generator.gammavariate(2, 1 / 2)) for _span in "xy")
            if is_drawn(seed, client, 10):
                aside.append((x, y))
            else:
                started.append((x, y + planted))
        return Trial(started, aside, seed)

    def _count(self, verdict, planted=0, runs=RUNS):
        generator = random.Random(20260401)
        verdicts = [
            self._draw(generator, seed, planted).decide(True) for seed in range(runs)
        ]
        return verdicts.count(verdict)

    def test_nothing_planted(self):
        """Nominal are 2.5 % "more", and 5 % of both: at most three standard errors
        above. The interval alone says "more" in 7 % where few are kept aside."""
        self.assertLessEqual(self._count(MORE), RUNS * 0.058)
        self.assertLessEqual(self._count(LESS), RUNS * 0.096)

    def test_planted_effect_is_found(self):
        self.assertGreaterEqual(self._count(MORE, planted=300, runs=40), 32)
        self.assertGreaterEqual(self._count(LESS, planted=-300, runs=40), 32)

    def test_not_before_its_day(self):
        trial = self._draw(random.Random(1), 1, planted=3000)
        self.assertEqual(trial.decide(False), UNDECIDED)
        self.assertEqual(trial.decide(True), MORE)

    def test_not_of_few(self):
        """Twenty in each group are needed."""
        started, aside = [(0, 9), (0, 11)] * 20, [(0, 1), (0, 3)] * 10
        self.assertEqual(Trial(started, aside, 1).decide(True), MORE)
        self.assertEqual(Trial(started, aside[:19], 1).decide(True), UNDECIDED)
        self.assertEqual(Trial(started[:19], aside, 1).decide(True), UNDECIDED)

    def test_nobody(self):
        self.assertEqual(Trial([], [], 1).decide(True), UNDECIDED)

    def test_alike(self):
        groups = [(0, 1), (0, 3)] * 20, [(0, 1), (0, 3)] * 10
        trial = Trial(*groups, 1)
        self.assertEqual(trial.effect.value, 0)
        self.assertEqual(trial.decide(True), NO_DIFFERENCE)
