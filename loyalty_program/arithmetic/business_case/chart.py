"""Geometry of the charts, in the units of their SVG boxes. No words, no colours."""

import math
from itertools import accumulate

from .statistic import percentile

WIDTH, HEIGHT = 360, 210
LEFT, RIGHT, TOP, BOTTOM = 60, 350, 14, 186
ROW = 30
BARS = 8
BINS = 24


def cumulative(flows):
    """The cumulative cash flow month by month, with the line of zero."""
    totals = list(accumulate(flows))
    y, y_ticks = _axis(min(totals + [0.0]), max(totals + [0.0]), BOTTOM, TOP)
    x, x_ticks = _axis(0, max(len(totals) - 1, 1), LEFT, RIGHT, tight=True)
    points = [(x(month), y(total)) for month, total in enumerate(totals)]
    return {
        **_box(x_ticks, y_ticks),
        "points": points,
        "line": _line(points),
        "zero": y(0.0),
    }


def break_even(case):
    """What the orders leave against what they have to cover, by number of orders."""
    target = case.fixed_cost + case.baseline_profit
    even, planned = case.break_even_orders, case.planned_orders
    orders = 1.25 * max(planned, even.value if even.is_defined else 0.0) or 1.0
    earned = case.order_contribution * orders
    y, y_ticks = _axis(min(0.0, earned), max(target, earned), BOTTOM, TOP)
    x, x_ticks = _axis(0, orders, LEFT, RIGHT, tight=True)
    planned_earned = case.order_contribution * planned
    return {
        **_box(x_ticks, y_ticks),
        "target": y(target),
        "earned": _line([(x(0), y(0)), (x(orders), y(earned))]),
        "planned": (x(planned), y(planned_earned)),
        "even": (x(even.value), y(target)) if even.is_defined else None,
        "zero": y(0.0),
    }


def distribution(simulation):
    """How often each ROI was drawn, and where P10, P50 and P90 lie.

    The rarest half per cent on either side is left out, or it would squeeze the rest.
    """
    returns = simulation.returns
    low, high = percentile(returns, 0.005), percentile(returns, 0.995)
    if high - low < 1e-9:
        return None
    step = (high - low) / BINS
    counts = [0] * BINS
    for value in returns:
        if low <= value <= high:
            counts[min(int((value - low) / step), BINS - 1)] += 1
    x, x_ticks = _axis(low, high, LEFT, RIGHT, tight=True)
    y, _ticks = _axis(0, max(counts), BOTTOM, TOP + 14, tight=True)
    starts = [low + number * step for number in range(BINS)]
    return {
        **_box(x_ticks, []),
        "bars": [
            {
                "x": x(start) + 0.5,
                "y": y(count),
                "width": round((RIGHT - LEFT) / BINS - 1, 1),
                "height": round(BOTTOM - y(count), 1),
                "loss": start + step / 2 < 0,
            }
            for start, count in zip(starts, counts, strict=True)
        ],
        "marks": [(x(percentile(returns, share)), share) for share in (0.1, 0.5, 0.9)],
        "zero": x(0.0) if low <= 0 <= high else None,
    }


def swings(tornado, effect):
    """The widest bars of a tornado around the likely net effect."""
    shown = tornado[:BARS]
    ends = [end for swing in shown for end in (swing.low, swing.high)]
    x, _ticks = _axis(min([effect, *ends]), max([effect, *ends]), 8, WIDTH - 8, True)
    return {
        "width": WIDTH,
        "height": ROW * len(shown) + 6,
        "middle": x(effect),
        "zero": x(0.0) if min(ends, default=1) <= 0 <= max(ends, default=-1) else None,
        "rows": [
            {
                "swing": swing,
                "y": ROW * number,
                "low": _bar(x(swing.low), x(effect)),
                "high": _bar(x(swing.high), x(effect)),
            }
            for number, swing in enumerate(shown)
        ],
    }


def _bar(end, middle):
    return {"x": min(end, middle), "width": round(abs(end - middle), 1)}


def _box(x_ticks, y_ticks):
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": RIGHT,
        "top": TOP,
        "bottom": BOTTOM,
        "x_ticks": x_ticks,
        "y_ticks": y_ticks,
    }


def _axis(low, high, start, end, tight=False):
    """The place of a value, and the round values to label with their places."""
    if high - low < 1e-9:
        high = low + 1.0
    step = _nice((high - low) / 4)
    if not tight:
        low, high = math.floor(low / step) * step, math.ceil(high / step) * step

    def place(value):
        return round(start + (value - low) / (high - low) * (end - start), 1)

    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    values = [number * step for number in range(first, last + 1)]
    return place, [(place(value), value) for value in values]


def _nice(width):
    """The next of 1, 2, 5 times a power of ten (P. Heckbert, Graphics Gems, 1990)."""
    power = 10 ** math.floor(math.log10(width))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= width)


def _line(points):
    return " ".join(f"{x},{y}" for x, y in points)
