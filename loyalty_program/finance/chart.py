from itertools import accumulate

WIDTH, HEIGHT, EDGE = 640, 180, 8


def outline(flows):
    """Cumulative flow as a line in a box of WIDTH x HEIGHT, with its zero line."""
    cumulative = list(accumulate(flows))
    highest, lowest = max(cumulative + [0.0]), min(cumulative + [0.0])
    span = (highest - lowest) or 1.0
    step = (WIDTH - 2 * EDGE) / max(len(cumulative) - 1, 1)

    def height_of(value):
        return round(EDGE + (highest - value) / span * (HEIGHT - 2 * EDGE), 1)

    points = [
        (round(EDGE + index * step, 1), height_of(value))
        for index, value in enumerate(cumulative)
    ]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "points": points,
        "line": " ".join(f"{x},{y}" for x, y in points),
        "zero": height_of(0.0),
        "highest": highest,
        "lowest": lowest,
    }
