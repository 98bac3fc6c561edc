from datetime import date, timedelta

from odoo.tests import tagged

from ...arithmetic.core.horizon import get_horizon
from ...arithmetic.core.rhythm import get_intervals
from ...arithmetic.core.state import StateThresholds
from ..common import SegmentationCommon
from .reference_rhythm import get_regularity, get_rhythm
from .reference_state import Purchases, get_state

# Days before the as-of date on which each client bought
BUYERS = {
    "never": [],
    "once, today": [0],
    "once, on the last day of new": [90],
    "once, a day too old for new": [91],
    "once, long ago": [200],
    "once, before the horizon": [400],
    "three times, still young": [80, 50, 20],
    "every 30 days, on time": [120, 90, 60, 30],
    "every 30 days, just not slowing": [135, 105, 75, 45],
    "every 30 days, slowing": [136, 106, 76, 46],
    "every 30 days, just not sleeping": [180, 150, 120, 90],
    "every 30 days, sleeping": [181, 151, 121, 91],
    "every 7 days, sleeping": [43, 36, 29, 22],
    "half a day": [300, 290, 281, 271, 262, 34],
    "twice a day counts once": [100, 100, 70, 70, 40, 40, 10],
    "irregular": [300, 299, 250, 200, 60, 55],
    "two intervals are too few": [200, 150, 95],
    "rhythm of old, lost": [900, 800, 700, 600],
}


def get_segment(client):
    return client._get_segments_by_client()[client.id]


@tagged("post_install", "-at_install")
class TestState(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients, cls.days = {}, {}
        for name, ages in BUYERS.items():
            cls.clients[name] = cls._create_client(name)
            cls.days[name] = [cls.AS_OF - timedelta(days=age) for age in ages]
            for day in cls.days[name]:
                cls._create_order(cls.clients[name], day, 100)
        cls._recompute()

    def _expected(self, name, thresholds=None):
        days = sorted(set(self.days[name]))
        rhythm = get_rhythm(days, self.AS_OF)
        purchases = Purchases(
            len(days), days and days[0], days and days[-1], rhythm.interval
        )
        horizon = get_horizon(self.AS_OF, 12)
        return get_state(purchases, self.AS_OF, horizon.start, 90, thresholds)

    def _states(self):
        return {name: client.segment_state for name, client in self.clients.items()}

    def test_states_by_hand(self):
        self.assertEqual(
            self._states(),
            {
                "never": "prospect",
                "once, today": "new",
                "once, on the last day of new": "new",
                "once, a day too old for new": "slowing",
                "once, long ago": "sleeping",
                "once, before the horizon": "lost",
                "three times, still young": "active",
                "every 30 days, on time": "active",
                "every 30 days, just not slowing": "active",
                "every 30 days, slowing": "slowing",
                "every 30 days, just not sleeping": "slowing",
                "every 30 days, sleeping": "sleeping",
                "every 7 days, sleeping": "sleeping",
                # Intervals 10, 9, 10, 9, 228: the median is 10, and 34 days are more
                # than three of them.
                "half a day": "sleeping",
                "twice a day counts once": "active",
                # Intervals 1, 49, 50, 140, 5: the median is 49, and 55 days less than
                # one and a half of them.
                "irregular": "active",
                # By the days of the active base
                "two intervals are too few": "slowing",
                "rhythm of old, lost": "lost",
            },
        )

    def test_same_as_plain_python(self):
        for name, client in self.clients.items():
            with self.subTest(name):
                self.assertEqual(client.segment_state, self._expected(name))
                rhythm = get_rhythm(self.days[name], self.AS_OF)
                self.assertEqual(client.segment_usual_interval, rhythm.interval or 0)
                self.assertEqual(
                    client.segment_next_order_date, rhythm.expected or False
                )
                self.assertAlmostEqual(client.segment_late, rhythm.lateness or 0)

    def test_regularity_is_that_of_plain_python(self):
        for name, client in self.clients.items():
            intervals = get_intervals(self.days[name], self.AS_OF)
            expected = get_regularity(intervals)
            segment = get_segment(client)
            with self.subTest(name):
                self.assertEqual(segment.regularity, round(min(expected or 0, 1000), 2))

    def test_by_days_for_all(self):
        self.company.segment_policy_id.state_mode = "days"
        self._recompute()
        thresholds = StateThresholds(by_rhythm=False)
        for name, state in self._states().items():
            with self.subTest(name):
                self.assertEqual(state, self._expected(name, thresholds))

    def test_thresholds_move_states(self):
        self.company.segment_policy_id.write(
            {"state_slowing": 1.0, "state_sleeping": 2.9, "state_new_days": 10}
        )
        self._recompute()
        thresholds = StateThresholds(slowing=1.0, sleeping=2.9, new_days=10)
        for name, state in self._states().items():
            with self.subTest(name):
                self.assertEqual(state, self._expected(name, thresholds))
        self.assertEqual(
            self.clients["every 30 days, just not sleeping"].segment_state, "sleeping"
        )

    def test_a_purchase_brings_the_client_back_and_the_change_is_kept(self):
        client = self.clients["every 30 days, sleeping"]
        self._run_on()
        self._create_order(client, self.AS_OF, 10)
        self._run_on()
        self.assertEqual(client.segment_state, "active")
        change = self.env["client.segment.history"].search(
            [("partner_id", "=", client.id), ("axis", "=", "state")]
        )
        self.assertEqual(
            change.mapped(lambda row: (row.old_value, row.new_value)),
            [("state:sleeping", "state:active")],
        )

    def test_lists_find_sort_and_group_by_it(self):
        Partner = self.env["res.partner"]
        ours = [("company_id", "=", self.company.id), ("is_company", "=", True)]
        late = Partner.search([*ours, ("segment_late", ">", 3)])
        self.assertEqual(
            set(late.mapped("name")),
            {
                "every 30 days, sleeping",
                "every 7 days, sleeping",
                "half a day",
                "rhythm of old, lost",
            },
        )
        by_date = Partner.search(
            [*ours, ("segment_next_order_date", "!=", False)],
            order="segment_next_order_date desc",
        )
        dates = by_date.mapped("segment_next_order_date")
        self.assertEqual(dates, sorted(dates, reverse=True))
        groups = dict(Partner._read_group(ours, ["segment_state"], ["__count"]))
        self.assertEqual(groups["lost"], 2)


@tagged("post_install", "-at_install")
class TestHot(SegmentationCommon):
    """Hot are acting clients: no client is hot and lost at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = {}
        for day in ("2025-07-01", "2024-07-15", "2024-07-14", "2024-06-30"):
            cls.clients[day] = cls._create_client(day)
            cls._create_order(cls.clients[day], day, 100)

    def _temperatures(self):
        self._recompute()
        return [client.segment_temperature for client in self.clients.values()]

    def test_twelve_months(self):
        self.assertEqual(self._temperatures(), ["hot", "hot", "warm", "warm"])

    def test_without_a_limit_who_is_lost_is_warm(self):
        self.company.segment_policy_id.hot_months = 0
        # The horizon begins on 1 July 2024.
        self.assertEqual(self._temperatures(), ["hot", "hot", "hot", "warm"])
        self.assertEqual(self.clients["2024-06-30"].segment_state, "lost")

    def test_without_states_and_limit_hot_is_for_ever(self):
        self.company.segment_policy_id.write({"hot_months": 0, "use_state": False})
        self.assertEqual(self._temperatures(), ["hot"] * 4)

    def test_six_months_horizon(self):
        self.company.segment_policy_id.write({"horizon_months": 6, "period": "month"})
        self._recompute()
        for client in self.clients.values():
            is_both = (
                client.segment_temperature == "hot" and client.segment_state == "lost"
            )
            self.assertFalse(is_both, client.name)

    def test_explanation_says_since_when(self):
        self._recompute()
        client = self.clients["2024-07-14"]
        html = client.segment_explanation
        self.assertIn("07/14/2024", html)


@tagged("post_install", "-at_install")
class TestStateExplanation(SegmentationCommon):
    def test_intervals_and_their_median(self):
        client = self._create_client("Explained")
        for day in ("2025-01-01", "2025-02-10", "2025-03-12", "2025-04-20"):
            self._create_order(client, day, 100)
        self._recompute()
        explained = get_segment(client)._explain_state(
            self.env["client.segment"]._get_last_run(self.company)
        )
        # 40, 30 and 39 days: the median is 39; silent from 20 April to 15 July.
        self.assertEqual(explained["intervals"], [40, 30, 39])
        self.assertEqual(explained["silence"], 86)
        self.assertEqual((explained["slowing"], explained["sleeping"]), (58.5, 117))
        self.assertEqual(client.segment_next_order_date, date(2025, 5, 29))
        self.assertEqual(client.segment_state, "slowing")
