import random
from datetime import date, timedelta

from odoo.tests import tagged

from ...arithmetic.core.abc import AbcThresholds
from ...arithmetic.core.share import ShareThresholds
from ...arithmetic.core.xyz import XyzQuantiles, XyzThresholds
from ..common import SegmentationCommon
from . import reference_abc, reference_rfm, reference_share, reference_xyz

QUARTERS = (
    date(2024, 7, 1),
    date(2024, 10, 1),
    date(2025, 1, 1),
    date(2025, 4, 1),
    date(2025, 7, 1),
)


@tagged("post_install", "-at_install")
class TestThousandClients(SegmentationCommon):
    """What the database computes for many clients is what plain Python does, one
    client after the other. Amounts are few and small on purpose: many are equal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        chance = random.Random(1951)
        first = cls._create_client("0")
        cls.order = cls._create_order(first, cls.AS_OF - timedelta(days=400), 5)
        cls.clients = first + cls._clone_clients(first, 999)
        cls.purchases = {first.id: [(cls.AS_OF - timedelta(days=400), 500)]}
        for client in cls.clients[1:]:
            cls.purchases[client.id] = [
                (
                    cls.AS_OF - timedelta(days=chance.randint(0, 700)),
                    100 * chance.choice((-3, 1, 1, 2, 5, 5, 8, 40, 1000)),
                )
                for _number in range(chance.choice((0, 1, 1, 2, 4, 8)))
            ]
        cls._clone_orders(
            cls.order,
            [
                (client.id, day, cents, cents)
                for client in cls.clients[1:]
                for day, cents in cls.purchases[client.id]
            ],
        )
        cls.last_run = cls._recompute()

    def _get_quarters(self, client):
        values = [0] * 4
        for day, cents in self.purchases[client]:
            for number in range(4):
                if QUARTERS[number] <= day < QUARTERS[number + 1]:
                    values[number] += cents
        return values

    def _get_buyers(self):
        return [client for client in self.clients.ids if self.purchases[client]]

    def _assert_same(self, field_name, expected):
        found = {client.id: client[field_name] for client in self.clients}
        for client in self.clients.ids:
            expected.setdefault(client, False)
        different = {
            c: (found[c], expected[c]) for c in found if found[c] != expected[c]
        }
        self.assertFalse(different, "client: (database, plain Python)")

    def test_log(self):
        self.assertEqual(self.last_run.state, "done", self.last_run.message)
        self.assertGreaterEqual(self.last_run.client_count, 1000)

    def test_abc(self):
        measures = {c: sum(self._get_quarters(c)) for c in self._get_buyers()}
        self._assert_same(
            "segment_abc", reference_abc.classify(measures, AbcThresholds())
        )

    def _get_quarters_since_first(self, client):
        days = [day for day, _cents in self.purchases[client]]
        inside = [day for day in days if QUARTERS[0] <= day < QUARTERS[-1]]
        first = min(inside, default=None)
        quarters = zip(self._get_quarters(client), QUARTERS[1:], strict=True)
        return [value for value, end in quarters if first and first < end]

    def _classify_xyz(self, thresholds):
        sums = {}
        for client in self._get_buyers():
            values = self._get_quarters_since_first(client)
            squares = sum(value**2 for value in values)
            sums[client] = (sum(values), squares, len(values))
        squared_cvs = [
            reference_xyz.squared_cv_from_sums(*client_sums)
            for client_sums in sums.values()
            if client_sums[2] >= thresholds.min_periods
        ]
        cuts = reference_xyz.get_cuts(
            thresholds, [cv for cv in squared_cvs if cv is not None]
        )
        return {
            client: reference_xyz.classify_sums(
                *client_sums, cuts, thresholds.min_periods
            ).xyz
            for client, client_sums in sums.items()
        }

    def test_xyz(self):
        expected = self._classify_xyz(XyzThresholds())
        self.assertEqual(set(expected.values()), set("xyzn"))
        self._assert_same("segment_xyz", expected)

    def test_xyz_by_shares_of_the_clients(self):
        for x, y in ((33.3, 66.6), (7, 55), (20, 80)):
            self._take_shares(x, y)
            self._recompute()
            expected = self._classify_xyz(XyzQuantiles(x, y))
            self.assertEqual(set(expected.values()), set("xyzn"))
            self._assert_same("segment_xyz", expected)

    def test_rfm(self):
        facts = {
            client: reference_rfm.RfmFacts(
                min((self.AS_OF - day).days for day, _cents in self.purchases[client]),
                len(self.purchases[client]),
                sum(cents for _day, cents in self.purchases[client]),
            )
            for client in self._get_buyers()
        }
        classes = reference_rfm.classify(facts, reference_rfm.DEFAULT_RULES)
        expected = {client: segment for client, (_scores, segment) in classes.items()}
        self._assert_same("segment_rfm", expected)

    def test_tier(self):
        profits = {c: sum(self._get_quarters(c)) for c in self._get_buyers()}
        total = reference_share.get_total(profits.values())
        thresholds = ShareThresholds()
        self._assert_same(
            "segment_tier",
            {
                client: reference_share.get_tier(profit, total, thresholds) or False
                for client, profit in profits.items()
            },
        )

    def test_key_and_mono(self):
        profits = {c: sum(self._get_quarters(c)) for c in self._get_buyers()}
        # Of a thousand clients nobody has the usual 10 %
        self.company.segment_policy_id.write({"key_share": 0.53, "mono_share": 1.05})
        self._recompute()
        total = reference_share.get_total(profits.values())
        thresholds = ShareThresholds(key=0.53, mono=1.05)
        for name, holds in (
            ("segment_is_key", reference_share.is_key),
            ("segment_is_mono", reference_share.is_mono),
        ):
            expected = {c: holds(p, total, thresholds) for c, p in profits.items()}
            self.assertEqual(set(expected.values()), {True, False}, name)
            self._assert_same(name, expected)
