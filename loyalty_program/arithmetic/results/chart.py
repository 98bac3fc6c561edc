"""Lines over months as points in a box, for an SVG drawn on the server."""

WIDTH, HEIGHT = 640, 200


def scale(*series):
    """A range that holds zero and all values, with round steps: a list of ticks."""
    values = [value for line in series for value in line if value is not None] or [0]
    low, high = min(0, *values), max(0, *values)
    step = _get_step((high - low) / 4)
    first, last = _floor(low, step), -_floor(-high, step)
    return [step * number for number in range(first, max(last, first + 1) + 1)]


def draw(line, ticks, count):
    """Return ``[(x, y)]`` of the values that are there."""
    span = ticks[-1] - ticks[0]
    return [
        (get_x(place, count), round(HEIGHT * (ticks[-1] - value) / span, 1))
        for place, value in enumerate(line)
        if value is not None
    ]


def get_x(place, count):
    return round(WIDTH * place / max(count - 1, 1), 1)


def _get_step(rough):
    if not rough:
        return 1.0
    size = 1.0
    while size > rough:
        size /= 10
    while size * 10 <= rough:
        size *= 10
    return next(size * factor for factor in (1, 2, 5, 10) if size * factor >= rough)


def _floor(value, step):
    return int(value // step)
