from odoo.tests import TransactionCase, tagged

from ...arithmetic.ledger.movement import (
    NOTHING,
    Amount,
    get_kept_share,
    get_movement,
)
from ...arithmetic.members.assignment import (
    assign,
    get_control_size,
)


@tagged("post_install", "-at_install")
class TestMechanics(TransactionCase):
    def test_control_group_is_within_one_of_its_share(self):
        for seed in range(50):
            for share in (0.0, 0.05, 0.1, 0.3, 0.5, 0.9, 1.0):
                for size in (0, 1, 7, 30, 100):
                    wanted = get_control_size(seed, "gold", size, share)
                    self.assertLess(abs(wanted - share * size), 1)

    def test_later_clients_keep_the_shares(self):
        for seed in range(20):
            groups = {}
            for last in range(5, 200, 13):
                strata = {
                    client: "ab"[client % 2]
                    for client in range(last)
                    if client not in groups
                }
                before = dict(groups)
                groups.update(assign(strata, 0.3, seed, self._count(groups)))
                self.assertEqual({c: groups[c] for c in before}, before)
                for size, controls in self._count(groups).values():
                    self.assertLess(abs(controls - 0.3 * size), 1)

    def _count(self, groups):
        counts = {}
        for client, group in groups.items():
            size, controls = counts.get("ab"[client % 2], (0, 0))
            counts["ab"[client % 2]] = (size + 1, controls + (group == "control"))
        return counts

    def test_same_seed_same_groups(self):
        strata = {client: "gold" for client in range(100)}
        groups = assign(strata, 0.2, "seed")
        self.assertEqual(assign(strata, 0.2, "seed"), groups)
        backwards = dict(reversed(strata.items()))
        self.assertEqual(assign(backwards, 0.2, "seed"), groups)
        self.assertNotEqual(assign(strata, 0.2, "other"), groups)

    def test_many_small_classes_have_no_bias(self):
        """1,000 classes of 3 clients at 10 %: 300 expected, sigma below
        sqrt(1000 x 0.3 x 0.7) = 14.5; never all rounded down to 0."""
        strata = {client: client // 3 for client in range(3000)}
        controls = list(assign(strata, 0.1, "seed").values()).count("control")
        self.assertLess(abs(controls - 300), 4 * 14.5)

    def test_everybody_is_as_likely(self):
        """Of 10 clients 3 in 2,000 draws: 600 each, sigma 20.5."""
        strata = dict.fromkeys(range(10), "a")
        drawn = [assign(strata, 0.3, seed) for seed in range(2000)]
        for client in strata:
            times = sum(groups[client] == "control" for groups in drawn)
            self.assertLess(abs(times - 600), 5 * 20.5)

    def test_movement_of_units(self):
        # 2 units at a cost of 12 each are on record, today a unit costs 20
        booked = Amount(2, 60, 24)
        more = get_movement(booked, Amount(3, 90, 60), True)
        self.assertEqual(more, Amount(1, 30, 20))
        fewer = get_movement(booked, Amount(1, 30, 20), True)
        self.assertEqual(fewer, Amount(-1, -30, -12))
        same = get_movement(booked, Amount(2, 60, 40), True)
        self.assertTrue(same.is_zero(2))
        self.assertEqual(get_movement(booked, NOTHING, True), Amount(-2, -60, -24))
        self.assertEqual(get_movement(NOTHING, booked, True), booked)

    def test_movement_of_amounts(self):
        change = get_movement(Amount(1, 100, 100), Amount(1, 80, 80), False)
        self.assertEqual(change, Amount(0, -20, -20))

    def test_kept_share(self):
        self.assertEqual(get_kept_share(1000, 0, 0), 1)
        self.assertEqual(get_kept_share(1000, 1000, 250), 0.75)
        self.assertEqual(get_kept_share(1000, 1000, 1000), 0)
        # Refunded and invoiced anew
        self.assertEqual(get_kept_share(1000, 2000, 1000), 1)
        self.assertEqual(get_kept_share(0, 0, 0), 1)
        self.assertEqual(get_kept_share(1000, 1000, 1500), 0)
