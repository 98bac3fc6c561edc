"""The relationship score: plain numbers in, plain numbers out.

Each criterion has a weight and gets 1 (weak) to 4 (excellent) points or none.
The score is the weighted points against the highest possible, in percent. So a
client who gives 1 everywhere stands at 25, not at 0. A criterion without points
counts neither above nor below the line: its weight falls to the others in
proportion, and leaving it out is never better or worse than rating it like the
rest.
"""

BEST = 4


def _keep_rated(ratings):
    rated = [(weight, points) for weight, points in ratings if points]
    for weight, points in rated:
        if weight <= 0:
            raise ValueError("a weight must be positive")
        if not 1 <= points <= BEST:
            raise ValueError("points go from 1 to 4")
    return rated


def score(ratings):
    """Return the score of ``(weight, points or None)`` pairs, None without points."""
    rated = _keep_rated(ratings)
    if not rated:
        return None
    reached = sum(weight * points for weight, points in rated)
    return 100 * reached / sum(weight * BEST for weight, _points in rated)


def room(ratings):
    """Return for each pair how much the score would grow with full points.

    The score and all rooms together make 100. Unrated pairs have none.
    """
    ratings = list(ratings)
    highest = sum(weight * BEST for weight, _points in _keep_rated(ratings))
    return [
        100 * weight * (BEST - points) / highest if points else 0.0
        for weight, points in ratings
    ]
