"""How often the planned looks claim what is not there, and how often their limits hold
what is: by the functions that the job calls, on clients that are made up.

A few clients buy most, what they bought before tells something of what they buy next.
More runs, as for the figures of the manual: ``LOYALTY_RUNS=2000``. A fixed seed makes
every run the same.
"""

import logging
import os
import random
from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from odoo.addons.client_segmentation.arithmetic.comparison import (
    Comparison,
    Group,
    redraw,
)

from ...arithmetic.results import Looks, get_confidence, get_limits

_logger = logging.getLogger(__name__)
RUNS = int(os.environ.get("LOYALTY_RUNS", "100"))
MONTHS, COUNT = 12, 4
LAUNCH = date(2026, 1, 1)
LOOKS = Looks(LAUNCH, LAUNCH + timedelta(days=360), COUNT)


@tagged("post_install", "-at_install")
class TestLooksSimulation(BaseCase):
    def _draw_client(self, generator):
        """What a client brings in 12 months before and 12 since, in cents."""
        level = generator.lognormvariate(0, 1)
        return [
            round(10_000 * level * generator.lognormvariate(0, 0.8))
            for _month in range(2 * MONTHS)
        ]

    def _look(self, groups, number, redraws):
        """``(effect, low, high)`` as at a look of the job."""
        months = MONTHS * number // COUNT
        spans = [
            [
                (
                    sum(client[MONTHS - months : MONTHS]),
                    sum(client[MONTHS : MONTHS + months]),
                )
                for client in clients
            ]
            for clients in groups
        ]
        rows = [
            _get_row(is_member, pairs)
            for is_member, pairs in zip((True, False), spans, strict=True)
        ]
        comparison = Comparison("control", rows)
        slope = comparison.get_slope("margin")
        amounts = tuple([y - slope * x for x, y in pairs] for pairs in spans)
        drawn = redraw({"": amounts}, [("",)], number, redraws)
        days = [LOOKS.get_day(n) for n in range(1, number + 1)]
        confidence = get_confidence(LOOKS.get_boundary(days))
        effect = comparison.get_effect("margin")
        low, high = get_limits(effect, drawn, confidence, comparison.controls < 30)
        return effect.value, low, high

    def _run(self, generator, sizes, planted=0, redraws=1000):
        """The looks of one program: claims of more, of less, and whether the limits
        of all looks held what was planted."""
        more = less = False
        held = True
        clients = [self._draw_client(generator) for _n in range(sum(sizes))]
        members, controls = clients[: sizes[0]], clients[sizes[0] :]
        for client in members:
            for month in range(MONTHS, 2 * MONTHS):
                client[month] += planted
        for number in range(1, COUNT + 1):
            _value, low, high = self._look((members, controls), number, redraws)
            true = planted * MONTHS * number // COUNT
            held &= low <= true <= high
            more, less = more or low > 0, less or high < 0
        return more, less, held

    def _count(self, sizes, planted=0):
        generator = random.Random(20260401)
        found = [self._run(generator, sizes, planted) for _run in range(RUNS)]
        shares = [sum(column) / RUNS for column in zip(*found, strict=True)]
        _logger.info(
            "looks %s %s: more, less, held %s in %s runs", sizes, planted, shares, RUNS
        )
        return shares

    def assertHonest(self, sizes):
        """3 % a side and 5 % together, and three standard errors of so few runs."""
        more, less, _held = self._count(sizes)
        leeway = 3 * (0.025 * 0.975 / RUNS) ** 0.5
        self.assertLessEqual(more, 0.03 + leeway)
        self.assertLessEqual(less, 0.03 + leeway)
        self.assertLessEqual(more + less, 0.05 + 3 * (0.05 * 0.95 / RUNS) ** 0.5)

    def test_nothing_planted_small(self):
        self.assertHonest((64, 16))

    def test_nothing_planted(self):
        self.assertHonest((120, 40))

    def test_planted(self):
        """30 % more of a mean of some 23,000 cents a month is held at every look."""
        *_claims, held = self._count((64, 16), planted=7000)
        self.assertGreaterEqual(held, 0.95 - 3 * (0.05 * 0.95 / RUNS) ** 0.5)


def _get_row(is_member, pairs):
    group = Group.of(pairs)
    sums = {f"margin_sum_{name}": getattr(group, name) for name in SUMS}
    return {"is_member": is_member, "stratum": "", "clients": group.n, **sums}


SUMS = ("y", "yy", "x", "xx", "xy")


@tagged("post_install", "-at_install")
class TestSimilarSimulation(BaseCase):
    def _get_bias(self, orders, matched):
        """Members buy 1.5 times as much as others, nothing else: the effect found, as
        a share of what they usually buy. ``matched``: the span they are matched by, -2
        or -1, where span -1 is subtracted from span 0."""
        generator = random.Random(5)
        strata = {}
        usual = []
        for number in range(6000):
            is_member = not number % 3
            rate = orders * (1.5 if is_member else 1) * generator.gammavariate(2, 0.5)
            spans = [_poisson(generator, rate) for _span in range(3)]
            key = spans[0 if matched == -2 else 1]
            if not key:
                continue
            pair = strata.setdefault(key.bit_length(), ([], []))
            pair[0 if is_member else 1].append((spans[1], spans[2]))
            if is_member:
                usual.append(spans[1])
        rows = [
            {**_get_row(is_member, group), "stratum": key}
            for key, pair in strata.items()
            for is_member, group in zip((True, False), pair, strict=True)
            if group
        ]
        effect = Comparison("similar", rows).get_effect("margin")
        usual = sum(usual) / len(usual)
        return effect.value / usual, effect.standard_error / usual

    def test_no_regression_to_the_mean(self):
        for orders in (3, 6, 12):
            bias, error = self._get_bias(orders, matched=-2)
            self.assertLessEqual(abs(bias), 0.01 + 2 * error, orders)

    def test_matched_on_what_is_subtracted(self):
        """What the first version did: the very same clients seem to buy more."""
        bias, error = self._get_bias(3, matched=-1)
        self.assertGreater(bias, 0.05 + 2 * error)


def _poisson(generator, rate):
    count, total = 0, generator.expovariate(1)
    while total < rate:
        count, total = count + 1, total + generator.expovariate(1)
    return count
