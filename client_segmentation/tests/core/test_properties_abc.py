from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...arithmetic.core.abc import AbcThresholds
from ..hypothesis_settings import repeatable
from .hypothesis_exchange import exchanges, hand_over
from .reference_abc import classify

# Few values, many ties; and money in cents
measures = st.dictionaries(
    keys=st.integers(min_value=1, max_value=10_000),
    values=st.one_of(st.integers(-9, 99), st.integers(-(10**9), 10**12)),
    max_size=40,
)
thresholds = st.tuples(
    st.floats(min_value=0.01, max_value=99.9), st.floats(min_value=0.01, max_value=99.9)
).filter(lambda pair: AbcThresholds(*pair).are_valid)
DEFAULT = AbcThresholds()


@tagged("post_install", "-at_install")
class TestAbcProperties(BaseCase):
    @repeatable
    @given(measures, thresholds)
    def test_classes_fall_with_the_measure(self, measures, pair):
        classes = classify(measures, AbcThresholds(*pair))
        in_order = sorted(measures, key=lambda client: (-measures[client], client))
        found = [classes[client] for client in in_order]
        self.assertEqual(found, sorted(found))

    @repeatable
    @given(measures, thresholds)
    def test_the_largest_positive_is_a_and_the_others_c(self, measures, pair):
        classes = classify(measures, AbcThresholds(*pair))
        largest = max(measures.values(), default=0)
        if largest > 0:
            best = min(c for c, measure in measures.items() if measure == largest)
            self.assertEqual(classes[best], "a")
        for client, measure in measures.items():
            if measure <= 0:
                self.assertEqual(classes[client], "c")

    @repeatable
    @given(measures, st.integers(min_value=1, max_value=1000))
    def test_scaling_changes_no_class(self, measures, factor):
        scaled = {client: factor * measure for client, measure in measures.items()}
        self.assertEqual(classify(scaled, DEFAULT), classify(measures, DEFAULT))

    @repeatable
    @given(measures, st.randoms())
    def test_order_of_the_input_does_not_matter(self, measures, random):
        shuffled = list(measures.items())
        random.shuffle(shuffled)
        self.assertEqual(classify(dict(shuffled), DEFAULT), classify(measures, DEFAULT))

    @repeatable
    @given(exchanges(measures))
    def test_classes_follow_the_figures(self, exchange):
        # Of clients with equal measures the one of the lower number comes first,
        # whose class may thus be the better one: their classes are told together.
        before, heirs = exchange
        after = hand_over(before, heirs)
        self.assertEqual(self._count_classes(after), self._count_classes(before))

    def _count_classes(self, measures):
        classes = classify(measures, DEFAULT)
        return Counter((measures[client], classes[client]) for client in measures)

    @repeatable
    @given(measures, st.integers(min_value=-(10**9), max_value=0))
    def test_a_client_without_revenue_changes_nobody_else(self, measures, measure):
        more = classify({**measures, 10_001: measure}, DEFAULT)
        self.assertEqual(more.pop(10_001), "c")
        self.assertEqual(more, classify(measures, DEFAULT))
