from odoo.tests import BaseCase, tagged

from ..whitespace import Group, Kind, find_gaps, find_similar

BOLTS, TOOLS, PAINT, ROPES = range(1, 5)


@tagged("post_install", "-at_install")
class TestToolsWhitespace(BaseCase):
    def test_by_hand(self):
        """Five similar clients buy tools for 50, 30, 20, 0 and 0 % of their purchases:
        20 % on average. Of purchases of 1000 that makes 200; 50 are bought."""
        similar = Group(5, {BOLTS: 4.0, TOOLS: 1.0}, {BOLTS: 5, TOOLS: 3})
        gaps = find_gaps(similar, {BOLTS: 950, TOOLS: 50})
        self.assertEqual([gap.category for gap in gaps], [TOOLS, BOLTS])
        tools, bolts = gaps
        self.assertAlmostEqual(tools.share, 0.2)
        self.assertAlmostEqual(tools.expected, 200)
        self.assertAlmostEqual(tools.potential, 150)
        self.assertEqual(tools.buyers, 3)
        # Expected are 800 of 950 bought: no potential, and no negative one
        self.assertEqual(bolts.potential, 0)

    def test_what_one_client_buys_is_no_pattern(self):
        similar = Group(5, {BOLTS: 4.9, PAINT: 0.1}, {BOLTS: 5, PAINT: 1})
        gaps = find_gaps(similar, {BOLTS: 100})
        self.assertEqual([gap.category for gap in gaps], [BOLTS])

    def test_products_without_a_category(self):
        """They are part of the purchases: 10 % of 1000 are expected."""
        similar = Group(5, {None: 4.5, TOOLS: 0.5}, {None: 5, TOOLS: 5})
        [tools] = find_gaps(similar, {None: 1000})
        self.assertAlmostEqual(tools.potential, 100)

    def test_bought_by_this_client_only(self):
        [_bolts, ropes] = find_gaps(
            Group(5, {BOLTS: 5.0}, {BOLTS: 5}), {BOLTS: 10, ROPES: 90}
        )
        self.assertEqual((ropes.category, ropes.expected, ropes.buyers), (ROPES, 0, 0))

    def test_closest_basis_with_enough_clients(self):
        own = {BOLTS: 100}
        kind = Kind(7, "a")
        groups = {
            kind: Group(6, {BOLTS: 6.0}, {BOLTS: 6}),
            Kind(7, "b"): Group(2, {TOOLS: 2.0}, {TOOLS: 2}),
            Kind(8, "a"): Group(30, {PAINT: 30.0}, {PAINT: 30}),
        }
        basis, similar = find_similar(groups, kind, own)
        # Without the client itself
        self.assertEqual((basis, similar.clients), ("audience_abc", 5))
        self.assertEqual(similar.shares, {BOLTS: 5.0})
        groups[kind] = Group(4, {BOLTS: 4.0}, {BOLTS: 4})
        basis, similar = find_similar(groups, kind, own)
        self.assertEqual((basis, similar.clients), ("audience", 5))
        del groups[Kind(7, "b")]
        basis, similar = find_similar(groups, kind, own)
        self.assertEqual((basis, similar.clients), ("abc", 33))

    def test_without_an_audience(self):
        groups = {
            Kind(None, "a"): Group(6, {BOLTS: 6.0}, {BOLTS: 6}),
            Kind(8, "a"): Group(3, {PAINT: 3.0}, {PAINT: 3}),
        }
        basis, similar = find_similar(groups, Kind(None, "a"), {BOLTS: 100})
        self.assertEqual((basis, similar.clients), ("abc", 8))

    def test_not_enough_data(self):
        groups = {Kind(None, "a"): Group(5, {BOLTS: 5.0}, {BOLTS: 5})}
        found = find_similar(groups, Kind(None, "a"), {BOLTS: 100})
        self.assertEqual(found, (None, None))
        self.assertEqual(find_similar(groups, Kind(None, None), {}), (None, None))
