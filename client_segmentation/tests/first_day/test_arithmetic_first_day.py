from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...arithmetic.core.activity import ActivityThresholds
from ...arithmetic.core.share import ShareThresholds
from ...arithmetic.core.state import StateThresholds
from ...arithmetic.core.xyz import XyzThresholds
from ...arithmetic.first_day.days import (
    Days,
    Intervals,
    propose_days,
    propose_horizon,
    round_up,
)
from ...arithmetic.first_day.documents import Source, propose_measure, propose_source
from ...arithmetic.first_day.shares import (
    Bucket,
    Limit,
    count_from,
    propose_key,
    propose_tiers,
)
from ...arithmetic.first_day.steady import Cuts, propose_cuts, propose_period
from ..hypothesis_settings import repeatable

histograms = st.dictionaries(st.integers(0, 400), st.integers(1, 50), max_size=30)
profits = st.lists(st.integers(1, 10**9), min_size=1, max_size=60)


def get_buckets(amounts):
    """Count clients by their share cut to two digits, as the statement does."""
    total = sum(amounts)
    found = {}
    for amount in amounts:
        share = Decimal(100) * amount / total
        step = Decimal(1).scaleb(share.adjusted() - 1)
        limit = share // step * step
        clients, money = found.get(limit, (0, 0))
        found[limit] = (clients + 1, money + amount)
    return [Bucket(limit, *found[limit]) for limit in sorted(found, reverse=True)]


@tagged("post_install", "-at_install")
class TestSteady(BaseCase):
    def test_tertiles_rounded(self):
        # 30 clients: ten until 12, ten until 43, ten until 80 %. Thirds end with 12 and
        # 43: 10 and 45.
        histogram = {8: 5, 12: 5, 30: 5, 43: 5, 60: 5, 80: 5}
        # Until 10 there are 5, until 45 another 15.
        self.assertEqual(propose_cuts(histogram), Cuts(10, 45, (5, 15, 10)))

    def test_bounds(self):
        """Nobody is steady below four periods of five, or regular below every other."""
        histogram = {40: 5, 70: 15, 90: 5, 120: 15, 300: 10}
        # Thirds of 50 end with 70 and 120: 50 and 100 at most
        self.assertEqual(propose_cuts(histogram), Cuts(50, 100, (5, 20, 25)))
        # All who vary less than the trade's 10 % are X, whatever the thirds
        histogram = {1: 20, 3: 20, 50: 20}
        self.assertEqual(propose_cuts(histogram), None, "nobody between 10 and 15")

    def test_nothing_separates(self):
        self.assertIsNone(propose_cuts({}))
        self.assertIsNone(propose_cuts({20: 3, 50: 3, 90: 3}), "nine clients")
        self.assertIsNone(propose_cuts({0: 100}), "all alike")
        self.assertIsNone(propose_cuts({150: 60, 200: 60, 300: 60}), "all erratic")
        # Five of a hundred are enough, four are not
        self.assertTrue(propose_cuts({40: 5, 70: 45, 200: 50}))
        self.assertIsNone(propose_cuts({40: 4, 70: 46, 200: 50}))

    def test_period(self):
        by_month = {60: 14, 100: 13, 332: 13}
        by_quarter = {5: 14, 34: 13, 174: 13}
        cuts = Cuts(10, 35, (14, 13, 13))
        self.assertEqual(
            propose_period({"quarter": by_quarter, "month": by_month}),
            ("quarter", cuts),
        )
        self.assertEqual(
            propose_period({"quarter": by_month, "month": by_quarter}), ("month", cuts)
        )
        self.assertEqual(
            propose_period({"quarter": by_quarter, "month": dict(by_quarter)}),
            ("quarter", cuts),
            "the first of equals",
        )
        self.assertEqual(propose_period({"month": by_month}), (None, None))

    @repeatable
    @given(histograms)
    def test_cuts_are_valid_and_count_everybody(self, histogram):
        cuts = propose_cuts(histogram)
        if cuts:
            self.assertEqual(XyzThresholds(cuts.x, cuts.y).get_problems(), [])
            self.assertEqual(sum(cuts.clients), sum(histogram.values()))
            self.assertGreaterEqual(min(cuts.clients), 3)
            self.assertEqual((cuts.x % 5, cuts.y % 5), (0, 0))


@tagged("post_install", "-at_install")
class TestShares(BaseCase):
    def test_tiers_by_hand(self):
        # 20 clients, 1000 in all: 200, 150, 100, 60 and 16 times about 30.6
        amounts = [200, 150, 100, 60, *[30] * 10, *[32] * 5, 30]
        self.assertEqual((len(amounts), sum(amounts)), (20, 1000))
        # Half is reached with the fourth (510), one in five are four: 6.0 %. Until
        # 80 % (800) there would be 15 with all of 3 %, ten at most: those of 3.2 %.
        gold, silver = propose_tiers(get_buckets(amounts))
        self.assertEqual(gold, Limit(Decimal("6"), 4))
        self.assertEqual(silver, Limit(Decimal("3.2"), 9))

    def test_few_bring_half(self):
        # The first alone brings half, but one in twenty of 40 are two.
        amounts = [1000, 300, *[20] * 18, *[10] * 20]
        gold, _silver = propose_tiers(get_buckets(amounts))
        # 300 of 1860 are 16.1 %: 16, and with one digit 10 % it is still two.
        self.assertEqual(gold, Limit(Decimal(10), 2))

    def test_equal_clients_have_no_tiers(self):
        self.assertIsNone(propose_tiers(get_buckets([10] * 50)))
        self.assertIsNone(propose_tiers(get_buckets([90, 5, 3, 2])), "four clients")
        self.assertIsNone(propose_tiers([]))

    def test_key_by_hand(self):
        # 12 % of the whole: 10 %, as in IFRS 8
        buckets = get_buckets([120, 95, *[35] * 22, 15])
        self.assertEqual(propose_key(buckets), Limit(Decimal(10), 1))
        # 400 clients, the largest with 4 %: one in a hundred are four, 2.0 %
        amounts = [400, 300, 250, 200, *[25] * 354]
        self.assertEqual(sum(amounts), 10_000)
        self.assertEqual(
            propose_key(get_buckets(amounts)), Limit(Decimal(2), 4), "358 clients"
        )
        self.assertIsNone(propose_key(get_buckets([5, 5])))

    @repeatable
    @given(profits)
    def test_limits_are_valid_and_count_who_they_say(self, amounts):
        buckets, total = get_buckets(amounts), sum(amounts)
        limits = [*(propose_tiers(buckets) or ()), propose_key(buckets)]
        for limit in filter(None, limits):
            reached = [a for a in amounts if 100 * a >= limit.percent * total]
            self.assertEqual(len(reached), limit.clients)
            self.assertEqual(count_from(buckets, limit.percent), limit.clients)
            self.assertLessEqual(len(limit.percent.normalize().as_tuple().digits), 2)
        if len(limits) == 3:
            gold, silver, key = limits
            thresholds = ShareThresholds(
                float(gold.percent), float(silver.percent), float(key.percent), 50
            )
            self.assertEqual(thresholds.get_problems(), [])

    @repeatable
    @given(profits, st.sampled_from([2, 7, 100, 1000]))
    def test_unit_of_money_changes_nothing(self, amounts, times):
        larger = get_buckets([times * amount for amount in amounts])
        self.assertEqual(propose_tiers(get_buckets(amounts)), propose_tiers(larger))
        self.assertEqual(propose_key(get_buckets(amounts)), propose_key(larger))


@tagged("post_install", "-at_install")
class TestDays(BaseCase):
    def test_by_hand(self):
        # 1.5 times 50 are 75: 90. Three times 28 are 84: 90. Twice 90 days: six months
        intervals = Intervals(40, usual=28.0, slow=50.0)
        self.assertEqual(propose_days(intervals), Days(90, 90, 6))
        # A week: 10.5 and 21 days become 30, and 60 days two months
        self.assertEqual(propose_days(Intervals(40, 7.0, 7.0)), Days(30, 30, 2))

    def test_too_few(self):
        self.assertIsNone(propose_days(Intervals(4, 28.0, 50.0)))
        self.assertIsNone(propose_days(Intervals(0)))
        self.assertEqual(propose_horizon(Intervals(0), 60), 12)

    def test_horizon(self):
        def propose(slow, months):
            return propose_horizon(Intervals(40, slow / 2, slow), months)

        # Three times 100 days are ten months, three times 150 fifteen, 300: thirty
        self.assertEqual(propose(100.0, 60), 12)
        self.assertEqual(propose(150.0, 60), 24)
        self.assertEqual(propose(150.0, 23), 12, "the past is not known")
        self.assertEqual(propose(300.0, 60), 36)
        self.assertEqual(propose(900.0, 60), 36)
        self.assertEqual(propose(150.0, 3), 12)

    def test_round_up(self):
        self.assertEqual(
            [round_up(n) for n in (1, 31, 32, 94, 9999)], [30, 30, 45, 90, 730]
        )

    @repeatable
    @given(st.floats(1, 3000), st.floats(1, 3))
    def test_days_are_valid(self, usual, times):
        days = propose_days(Intervals(5, usual, usual * times))
        state = StateThresholds(new_days=days.new_days)
        self.assertEqual(state.get_problems(), [])
        self.assertTrue(ActivityThresholds(days.active_days, 70).are_valid)
        self.assertTrue(1 <= days.hot_months <= 120)


@tagged("post_install", "-at_install")
class TestDocuments(BaseCase):
    def test_source(self):
        orders, invoices = Source("order", 100), Source("invoice", 110)
        self.assertEqual(propose_source([orders, invoices]), orders)
        more = Source("invoice", 111)
        self.assertEqual(propose_source([orders, more]), more)
        self.assertIsNone(propose_source([Source("order", 0), Source("invoice", 0)]))

    def test_measure(self):
        self.assertEqual(propose_measure(Source("order", 5, 1000, 950)), "margin")
        self.assertEqual(propose_measure(Source("order", 5, 1000, 949)), "revenue")
        self.assertEqual(propose_measure(Source("order", 5, 1000, 0)), "revenue")
        self.assertEqual(propose_measure(Source("order", 5, 0, 0)), "order_count")
