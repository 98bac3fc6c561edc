from datetime import date
from types import SimpleNamespace

import order_history_sample
import pytest
from hypothesis import given
from hypothesis import strategies as st
from order_history import rule

AS_OF = order_history_sample.AS_OF


def purchase(client, day, cents):
    return SimpleNamespace(client=client, day=day, cents=cents)


def classify_amounts(amounts):
    """Classes of clients 0, 1, ... with these amounts within the horizon."""
    day = order_history_sample.MIDDLE
    purchases = [purchase(client, day, cents) for client, cents in enumerate(amounts)]
    ids = {client: client for client in range(len(amounts))}
    found = rule.classify(purchases, ids, AS_OF)
    return [found[client].abc for client in range(len(amounts))]


@pytest.mark.parametrize(
    ("as_of", "first", "last"),
    [
        (date(1998, 7, 1), date(1997, 7, 1), date(1998, 6, 30)),
        (date(1998, 6, 30), date(1997, 6, 1), date(1998, 5, 31)),
        (date(1997, 12, 31), date(1996, 12, 1), date(1997, 11, 30)),
        (date(1997, 1, 1), date(1996, 1, 1), date(1996, 12, 31)),
        (date(2024, 3, 31), date(2023, 3, 1), date(2024, 2, 29)),
    ],
)
def test_horizon(as_of, first, last):
    assert rule.horizon(as_of) == (first, last)


def test_horizon_of_another_length():
    assert rule.horizon(date(2024, 1, 5), 1) == (date(2023, 12, 1), date(2023, 12, 31))
    assert rule.horizon(date(2024, 1, 5), 13)[0] == date(2022, 12, 1)


@pytest.mark.parametrize(
    ("amounts", "classes"),
    [
        ([100], "a"),
        ([80, 15, 5], "abc"),  # each starts exactly where the one before it ends
        ([81, 15, 4], "abc"),
        ([79, 16, 5], "aac"),
        ([1, 1, 1, 1, 1], "aaaab"),
        ([0, 10, -5], "cac"),  # what is not positive is no part of the whole
    ],
)
def test_abc(amounts, classes):
    assert "".join(classify_amounts(amounts)) == classes


def test_the_sample_by_hand():
    made, classes = order_history_sample.make()
    purchases = [purchase(client, day, 100 * money) for client, day, _n, money in made]
    ids = {client: number for number, client in enumerate(classes)}
    found = rule.classify(purchases, ids, AS_OF)
    assert {
        client: (each.abc, each.temperature) for client, each in found.items()
    } == classes
    assert sum(each.cents for each in found.values()) == 1_000_000_00
    assert len(classes) == 2000


def test_a_tie_goes_to_the_lower_id():
    day = order_history_sample.MIDDLE
    purchases = [purchase("x", day, 50), purchase("y", day, 50)]
    limits = (50, 95)
    found = rule.classify(purchases, {"x": 2, "y": 1}, AS_OF, limits=limits)
    assert (found["x"].abc, found["y"].abc) == ("b", "a")


@given(st.lists(st.integers(-100, 10**9), min_size=1))
def test_classes_go_down_with_the_amount(amounts):
    classes = classify_amounts(amounts)
    ranked = sorted(zip(amounts, classes, strict=True), key=lambda pair: -pair[0])
    by_amount = [abc for _amount, abc in ranked]
    assert by_amount == sorted(by_amount)
    if max(amounts) > 0:
        assert by_amount[0] == "a"
