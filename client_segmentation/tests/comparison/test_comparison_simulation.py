"""Does the interval hold the truth as often as it says? Clients are made up: a few
buy most, what they bought before tells something of what they buy next, and classes
differ. A fixed seed makes every run the same."""

import random

from odoo.tests import BaseCase, tagged

from ...arithmetic.comparison import (
    Group,
    compare,
    estimate_slope,
    follow,
    merge_small,
)

RUNS = 400
# Within three standard errors of 95 % over 400 runs
ACCEPTED = (0.917, 0.983)
CLASSES = {"gold": (30, 900), "silver": (60, 300), "bronze": (110, 60)}


@tagged("post_install", "-at_install")
class TestSimulation(BaseCase):
    def _draw_client(self, generator, size):
        """What a client brings in two equally long spans, in cents."""
        level = size * generator.gammavariate(3, 1 / 3)
        return tuple(
            round(100 * level * generator.gammavariate(4, 1 / 4)) for _span in range(2)
        )

    def _draw(self, generator, share, effect):
        """A program with a control group of ``share`` of each class."""
        strata = {}
        for name, (count, size) in CLASSES.items():
            clients = [self._draw_client(generator, size) for _number in range(count)]
            controls = round(share * count)
            members = [(x, y + 100 * effect) for x, y in clients[controls:]]
            strata[name] = Group.of(members), Group.of(clients[:controls])
        return merge_small(strata).values()

    def _cover(self, effect, estimate):
        """Share of the runs whose interval holds the effect, and mean half width."""
        generator = random.Random(20260401)
        hits, width = 0, 0.0
        for _run in range(RUNS):
            low, high = estimate(generator, effect).interval()
            hits += low <= 100 * effect <= high
            width += (high - low) / 200 / RUNS
        return hits / RUNS, width

    def _against_control(self, generator, effect):
        strata = self._draw(generator, 0.3, effect)
        return compare(strata, estimate_slope(strata))

    def _plain(self, generator, effect):
        return compare(self._draw(generator, 0.3, effect))

    def assertCovered(self, covered):
        self.assertGreaterEqual(covered, ACCEPTED[0])
        self.assertLessEqual(covered, ACCEPTED[1])

    def test_planted_effect_is_recovered(self):
        for effect in (25, -40):
            covered, _width = self._cover(effect, self._against_control)
            self.assertCovered(covered)

    def test_no_effect_reports_none(self):
        covered, _width = self._cover(0, self._against_control)
        self.assertCovered(covered)

    def test_what_was_bought_before_narrows_the_interval(self):
        covered, plain = self._cover(25, self._plain)
        self.assertCovered(covered)
        _covered, adjusted = self._cover(25, self._against_control)
        self.assertLess(adjusted, 0.9 * plain)

    def test_effect_on_average(self):
        """Over many runs the estimate is right, not only within its interval."""
        generator = random.Random(7)
        values = [self._against_control(generator, 25).value for _run in range(RUNS)]
        self.assertAlmostEqual(sum(values) / RUNS / 100, 25, delta=3)

    def test_small_control_group(self):
        """One in ten: three gold clients, six silver and eleven bronze ones."""

        def estimate(generator, effect):
            strata = self._draw(generator, 0.1, effect)
            return compare(strata, estimate_slope(strata))

        covered, _width = self._cover(25, estimate)
        # Skewed amounts of so few clients: t is only approximately right
        self.assertGreaterEqual(covered, 0.9)

    def test_difference_in_differences(self):
        """A season lifts members and others alike by a fifth of what they bought."""

        def estimate(generator, effect):
            groups = []
            for planted in (effect, 0):
                clients = [self._draw_client(generator, 300) for _number in range(150)]
                grown = ((x, y + 2000 + 100 * planted) for x, y in clients)
                groups.append(Group.of(grown))
            return compare([tuple(groups)], 1)

        covered, _width = self._cover(30, estimate)
        self.assertCovered(covered)

    def test_before_and_after_takes_a_season_for_an_effect(self):
        """What the label warns of: with a season of 60 a client, and no effect, the
        interval almost never holds 0."""

        def estimate(generator, effect):
            clients = [self._draw_client(generator, 300) for _number in range(150)]
            return follow(Group.of((x, y + 6000) for x, y in clients))

        covered, _width = self._cover(0, estimate)
        self.assertLess(covered, 0.2)
