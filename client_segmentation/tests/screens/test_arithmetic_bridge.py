import random
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ...arithmetic.screens.bridge import STEPS
from .reference_bridge import Step, get_bridge, get_step


@tagged("post_install", "-at_install")
class TestBridge(BaseCase):
    def test_steps(self):
        for earlier, later, before, expected in (
            (0, 10, False, "new"),
            (0, 10, True, "won_back"),
            (10, 11, True, "grown"),
            (10, 11, False, "grown"),
            (10, 9, True, "shrunk"),
            (10, 0, True, "lost"),
            (10, 10, True, None),
            (0, 0, True, None),
            # Only returns: no purchase, and no win-back
            (0, -5, True, "shrunk"),
            (-5, 0, True, "grown"),
            (-5, 10, True, "won_back"),
            (10, -5, True, "lost"),
            (-5, -9, True, "shrunk"),
        ):
            self.assertEqual(get_step(earlier, later, before), expected)

    def test_by_hand(self):
        rows = [
            (0, 100, False),
            (None, 50, False),
            (0, 70, True),
            (200, 260, True),
            (300, 280, True),
            (80, 0, False),
            (40, 40, True),
        ]
        bridge = get_bridge(rows)
        self.assertEqual((bridge.earlier, bridge.later), (620, 800))
        self.assertEqual(
            bridge.steps,
            {
                "new": Step(2, Decimal(150)),
                "won_back": Step(1, Decimal(70)),
                "grown": Step(1, Decimal(60)),
                "shrunk": Step(1, Decimal(-20)),
                "lost": Step(1, Decimal(-80)),
            },
        )

    def test_nobody(self):
        bridge = get_bridge([])
        self.assertEqual((bridge.earlier, bridge.later), (0, 0))
        self.assertEqual(tuple(bridge.steps), STEPS)
        self.assertEqual(set(bridge.steps.values()), {Step(0, Decimal(0))})

    def test_cents_do_not_get_lost(self):
        # As floats 0.1 + 0.2 is not 0.3, and a cent drowns in ten billions
        bridge = get_bridge([(0, 0.1, False), (0, 0.2, False), (0, 1e10, False)])
        self.assertEqual(bridge.steps["new"].change, Decimal("10000000000.3"))
        self.assertEqual(bridge.later, Decimal("10000000000.3"))

    def test_steps_are_the_difference_in_any_order(self):
        rng = random.Random(13)
        for _ in range(50):
            rows = [
                (
                    rng.choice([None, 0, rng.randint(-9_999, 999_999) / 100]),
                    rng.choice([None, 0, rng.randint(-9_999, 999_999) / 100]),
                    rng.random() < 0.5,
                )
                for _ in range(rng.randint(0, 200))
            ]
            bridge = get_bridge(rows)
            difference = sum(step.change for step in bridge.steps.values())
            self.assertEqual(difference, bridge.later - bridge.earlier)
            for name in ("new", "won_back", "grown"):
                self.assertGreaterEqual(bridge.steps[name].change, 0)
            for name in ("shrunk", "lost"):
                self.assertLessEqual(bridge.steps[name].change, 0)
            rng.shuffle(rows)
            self.assertEqual(get_bridge(rows), bridge)

    def test_the_unit_of_money_changes_nothing(self):
        rng = random.Random(14)
        rows = [
            (rng.randint(-50, 500), rng.randint(-50, 500), rng.random() < 0.5)
            for _ in range(300)
        ]
        bridge = get_bridge(rows)
        cents = get_bridge((100 * a, 100 * b, before) for a, b, before in rows)
        for name, (clients, change) in bridge.steps.items():
            self.assertEqual(cents.steps[name], (clients, 100 * change))
