"""How far an objective has come: plain numbers in, plain numbers out."""


def percent(start, target, current):
    """Return the way made from ``start`` to ``target``, from 0 to 100.

    The target may lie below the start (complaints, days of delay). Falling back
    behind the start is no way made, going beyond the target is no more than all.
    """
    if start == target:
        raise ValueError("start and target must differ")
    way = (current - start) / (target - start)
    return 100 * min(max(way, 0.0), 1.0)


def expected_percent(first, due, today):
    """Return the way that should have been made by ``today`` at an even pace."""
    if today >= due:
        return 100.0
    if today <= first:
        return 0.0
    return 100 * (today - first).days / (due - first).days
