"""Where the points of a small line chart go: plain numbers in and out."""

WIDTH = 320
HEIGHT = 100
MARGIN = 6


def points_of_line(xs, ys, highest=100):
    """Return whole ``(x, y)`` pixels for values from 0 to ``highest``, y downwards."""
    first = min(xs)
    span = max(xs) - first or 1
    width, height = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    return [
        (
            round(MARGIN + width * (x - first) / span),
            round(MARGIN + height * (1 - y / highest)),
        )
        for x, y in zip(xs, ys, strict=True)
    ]
