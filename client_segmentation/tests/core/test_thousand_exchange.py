import random
from datetime import date, timedelta

from odoo.tests import tagged
from odoo.tools import SQL

from ..common import SegmentationCommon

CLIENTS = 500
# In the middle of each quarter of the horizon, and before it
DAYS = (
    date(2024, 8, 15),
    date(2024, 11, 15),
    date(2025, 2, 15),
    date(2025, 5, 15),
)
LONG_AGO = date(2023, 5, 15)
# Cents a quarter: one that brings more than half of the profit, a key client, and the
# smallest that are gold and silver
LARGE = (900_000_000, 200_000_000, 100_000_000, 30_000_000)
COLUMNS = (
    *("temperature", "abc", "xyz", "abcxyz", "tier", "is_key", "is_mono", "is_active"),
    *("rfm", "rfm_recency", "rfm_frequency", "rfm_monetary"),
)


@tagged("post_install", "-at_install")
class TestThousandExchange(SegmentationCommon):
    """What must not change a class changes none, on every axis at once: the unit of
    money, who it is that bought so much, one more client who never bought."""

    SETTINGS = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.segment_policy_id.write(cls.SETTINGS)
        sample = cls._create_client("sample")
        order = cls._create_order(sample, LONG_AGO, 7)
        cls.clients = cls._clone_clients(sample, CLIENTS)
        cls._clone_orders(order, cls._draw_orders())
        cls._recompute()
        cls.classes = cls._read_classes()

    @classmethod
    def _draw_orders(cls):
        chance = random.Random(1848)
        sizes = [*LARGE, *(10 ** chance.uniform(4, 7) for _client in cls.clients)]
        for client, size in zip(cls.clients.ids, sizes, strict=False):
            spread = chance.choice((0.05, 0.2, 0.8))
            rate = 0.3 if size in LARGE else chance.uniform(-0.1, 0.5)
            for day in cls._draw_days(chance, size):
                # Of so many cents no two clients have the same sum: among equals the
                # first in order would be in the better class, whoever it is.
                amount = round(size * chance.uniform(1 - spread, 1 + spread))
                yield client, day, amount, round(amount * rate)

    @classmethod
    def _draw_days(cls, chance, size):
        often = (DAYS, (*DAYS, *DAYS), (LONG_AGO, *DAYS))
        seldom = ((), (LONG_AGO,), DAYS[:1], DAYS[2:])
        days = chance.choice(often if size in LARGE else (*often, *seldom))
        return [day + timedelta(days=chance.randint(-40, 40)) for day in days]

    @classmethod
    def _read_classes(cls):
        """Return ``{client: values of COLUMNS}``."""
        cls.env.invalidate_all()
        segments = cls.env["client.segment"].search_fetch(
            [("company_id", "=", cls.company.id)], ["partner_id", *COLUMNS]
        )
        return {
            segment.partner_id.id: tuple(segment[name] for name in COLUMNS)
            for segment in segments
        }

    def _assert_classes(self, expected):
        """Compare with what a new run finds."""
        run = self._recompute()
        self.assertEqual(run.state, "done", run.message)
        found = self._read_classes()
        self.assertEqual(found.keys(), expected.keys())
        different = {c: (found[c], expected[c]) for c in found}
        different = {c: pair for c, pair in different.items() if pair[0] != pair[1]}
        self.assertFalse(different, f"client: (found, expected) of {COLUMNS}")

    def test_there_is_somebody_in_every_class(self):
        by_column = zip(*self.classes.values(), strict=True)
        values = dict(zip(COLUMNS, map(set, by_column), strict=True))
        self.assertEqual(values["temperature"], {"hot", "warm", "cold"})
        self.assertEqual(values["abc"], {"a", "b", "c", False})
        self.assertEqual(values["xyz"], {"x", "y", "z", "n", False})
        self.assertEqual(values["tier"], {"gold", "silver", "bronze", False})
        for name in ("is_key", "is_mono", "is_active"):
            self.assertEqual(values[name], {True, False}, name)
        for name in ("rfm_recency", "rfm_frequency", "rfm_monetary"):
            self.assertLessEqual({0, 1, 2, 4, 5}, values[name], name)
        self.assertGreater(len(values["rfm"]), 7)

    def test_unit_of_money(self):
        self.env.cr.execute(
            SQL(
                "UPDATE sale_order SET amount_untaxed = 7 * amount_untaxed,"
                " margin = 7 * margin WHERE company_id = %s",
                self.company.id,
            )
        )
        revenue = sum(self.clients.mapped("segment_revenue"))
        self._assert_classes(self.classes)
        found = sum(self.clients.mapped("segment_revenue"))
        self.assertAlmostEqual(found, 7 * revenue, 2)

    def test_classes_follow_the_orders(self):
        clients = list(self.classes)
        random.Random(1813).shuffle(clients)
        heirs = dict(zip(self.classes, clients, strict=True))
        self.env.cr.execute(
            SQL(
                "UPDATE sale_order SET partner_id = exchange.heir"
                "  FROM (VALUES %s) exchange(client, heir)"
                " WHERE company_id = %s AND partner_id = exchange.client",
                SQL(", ").join(heirs.items()),
                self.company.id,
            )
        )
        expected = {heirs[client]: found for client, found in self.classes.items()}
        self.assertNotEqual(expected, self.classes)
        self._assert_classes(expected)

    def test_one_more_client_who_never_bought(self):
        idle = self._create_client("idle")
        nothing = ("cold", *[False] * 8, *[0] * 3)
        self._assert_classes({**self.classes, idle.id: nothing})


@tagged("post_install", "-at_install")
class TestThousandExchangeOfMargins(TestThousandExchange):
    """The same with margins by the month, and the cuts of XYZ at the clients' own
    quantiles."""

    allow_inherited_tests_method = True
    SETTINGS = {
        "measure": "margin",
        "period": "month",
        "xyz_mode": "quantile",
        "xyz_threshold_x": 33.3,
        "xyz_threshold_y": 66.6,
    }
