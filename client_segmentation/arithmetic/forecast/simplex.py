"""The lowest point of a function of a few variables, without derivatives.

Source: J. A. Nelder and R. Mead, "A Simplex Method for Function Minimization", The
Computer Journal 7 (1965); restarted from what it finds until that no longer helps,
as a simplex may fold up before it has arrived.
"""

from typing import NamedTuple

REFLECT, EXPAND, CONTRACT, SHRINK = -1.0, -2.0, 0.5, 0.5
STEP = 0.5
LARGEST_STEPS = 2000
LARGEST_RESTARTS = 10


class Minimum(NamedTuple):
    """Where, how low, and whether a fresh start found nothing lower."""

    point: tuple
    value: float
    converged: bool


def minimize(function, start, tolerance, step=STEP):
    """Return the :class:`Minimum` near ``start``. The same call gives the same result.

    :param function: of a tuple of floats; may return infinity where it has no value
    :param tolerance: of the value: what counts as no longer lower
    :param step: size of the first simplex
    """
    best = descend(function, start, tolerance, step)
    for _restart in range(LARGEST_RESTARTS):
        again = descend(function, best.point, tolerance, step / 5)
        arrived = best.value - again.value <= 2 * tolerance and again.converged
        best = min(again, best, key=lambda minimum: minimum.value)
        if arrived:
            return best._replace(converged=True)
    return best._replace(converged=False)


def descend(function, start, tolerance, step):
    """Move one simplex down until its corners are equally low."""
    start = tuple(start)
    corners = [start] + [
        tuple(v + step * (i == axis) for i, v in enumerate(start))
        for axis in range(len(start))
    ]
    simplex = sorted((function(corner), corner) for corner in corners)
    for _step in range(LARGEST_STEPS):
        if simplex[-1][0] - simplex[0][0] <= tolerance:
            return Minimum(simplex[0][1], simplex[0][0], True)
        simplex = sorted(_move(function, simplex))
    return Minimum(simplex[0][1], simplex[0][0], False)


def _move(function, simplex):
    """Return the corners after one step; the last, the highest, is to be replaced."""
    *kept, highest = simplex
    corners = [corner for _value, corner in kept]
    centre = tuple(sum(values) / len(corners) for values in zip(*corners, strict=True))

    def along(factor):
        corner = tuple(
            c + factor * (h - c) for c, h in zip(centre, highest[1], strict=True)
        )
        return function(corner), corner

    reflected = along(REFLECT)
    if reflected[0] < kept[0][0]:
        return [*kept, min(reflected, along(EXPAND))]
    if reflected[0] < kept[-1][0]:
        return [*kept, reflected]
    contracted = along(-CONTRACT if reflected[0] < highest[0] else CONTRACT)
    if contracted[0] < min(reflected[0], highest[0]):
        return [*kept, contracted]
    return [kept[0], *(_shrink(function, c, kept[0][1]) for _v, c in simplex[1:])]


def _shrink(function, corner, lowest):
    moved = tuple(
        low + SHRINK * (value - low) for value, low in zip(corner, lowest, strict=True)
    )
    return function(moved), moved
