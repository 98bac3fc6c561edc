import random
from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from ...arithmetic.core.state import STATES, StateThresholds
from .reference_state import Purchases, get_limits, get_state

AS_OF = date(2025, 7, 15)
HORIZON_START = date(2024, 7, 1)  # 379 days before


def state(count, first, last, interval=None, active_days=90, **thresholds):
    """State of a client that first and last bought so many days ago."""
    purchases = Purchases(
        count, AS_OF - timedelta(first), AS_OF - timedelta(last), interval
    )
    settings = StateThresholds(**thresholds)
    return get_state(purchases, AS_OF, HORIZON_START, active_days, settings)


@tagged("post_install", "-at_install")
class TestState(BaseCase):
    def test_prospect(self):
        found = get_state(Purchases(), AS_OF, HORIZON_START, 90)
        self.assertEqual(found, "prospect")

    def test_lost_comes_before_all_others(self):
        self.assertEqual(state(50, 2000, 379, 365), "active")
        self.assertEqual(state(50, 2000, 380, 365), "lost")
        self.assertEqual(state(1, 380, 380, new_days=400), "lost")

    def test_new(self):
        for count, first, expected in (
            (1, 0, "new"),
            (2, 90, "new"),
            (2, 91, "active"),
            (3, 90, "active"),
        ):
            self.assertEqual(state(count, first, 0), expected)
        # New for as long as it is, however silent
        self.assertEqual(state(2, 80, 79, 1), "new")
        self.assertEqual(state(2, 80, 79, 1, new_days=79), "sleeping")
        self.assertEqual(state(1, 0, 0, new_purchases=1), "active")

    def test_by_its_own_rhythm(self):
        # Every 30 days: slowing after 45, sleeping after 90
        for silence, expected in (
            (0, "active"),
            (45, "active"),
            (46, "slowing"),
            (90, "slowing"),
            (91, "sleeping"),
            (379, "sleeping"),
            (380, "lost"),
        ):
            self.assertEqual(state(9, 900, silence, 30), expected, silence)

    def test_without_a_rhythm_by_days(self):
        for silence, expected in (
            (90, "active"),
            (91, "slowing"),
            (180, "slowing"),
            (181, "sleeping"),
            (380, "lost"),
        ):
            self.assertEqual(state(3, 900, silence), expected, silence)
            by_days = state(9, 900, silence, 7, by_rhythm=False)
            self.assertEqual(by_days, expected, silence)
        # Twice the active base may end after the horizon: lost is first
        self.assertEqual(state(3, 900, 380, active_days=200), "lost")

    def test_limits_are_exact(self):
        # As a float 1.13 x 100 is 112.99999999999999
        limits = get_limits(100.0, 90, StateThresholds(slowing=1.13, sleeping=2.3))
        self.assertEqual(limits, (113, 230))
        self.assertEqual(state(9, 900, 113, 100, slowing=1.13), "active")

    def test_silence_never_brings_a_client_back(self):
        rng = random.Random(13)
        order = ["new", "active", "slowing", "sleeping", "lost"]
        self.assertEqual(sorted([*order, "prospect"]), sorted(STATES))
        for _ in range(100):
            interval = rng.choice([None, rng.randint(1, 400) / 2])
            count = rng.randint(1, 5)
            first = count + rng.randint(0, 200)
            places = [
                order.index(state(count, first + days, days, interval, 60))
                for days in range(0, 500, 7)
            ]
            # A new client may turn out late by its rhythm, but never the other way
            self.assertEqual(places, sorted(places))

    def test_thresholds(self):
        self.assertEqual(StateThresholds(), StateThresholds(90, 3, 1.5, 3.0, 3, True))
        nan = float("nan")
        for values, problems in (
            ({}, []),
            ({"new_days": 0, "new_purchases": 1, "min_intervals": 1}, []),
            ({"slowing": 1, "sleeping": 1.01}, []),
            ({"sleeping": 100}, []),
            ({"new_days": -1}, ["new_days_out_of_range"]),
            ({"new_days": 3661}, ["new_days_out_of_range"]),
            ({"new_purchases": 0}, ["new_purchases_not_positive"]),
            ({"slowing": 0.9}, ["slowing_before_due"]),
            ({"slowing": nan}, ["slowing_before_due", "sleeping_not_after_slowing"]),
            ({"slowing": 3}, ["sleeping_not_after_slowing"]),
            ({"sleeping": 101}, ["sleeping_too_late"]),
            ({"sleeping": float("inf")}, ["sleeping_too_late"]),
            ({"min_intervals": 0}, ["min_intervals_not_positive"]),
        ):
            thresholds = StateThresholds(**values)
            self.assertEqual(thresholds.get_problems(), problems, values)
            self.assertEqual(thresholds.are_valid, not problems)
