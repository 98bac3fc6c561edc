"""ABC analysis in plain Python: what the statements say is checked against it."""


def get_abc_class(share_before, thresholds):
    """Return ``'a'``, ``'b'`` or ``'c'`` for a cumulative share in per cent."""
    if share_before < thresholds.a:
        return "a"
    return "b" if share_before < thresholds.b else "c"


def classify(measures, thresholds):
    """Return ``{client: class}`` for the mapping ``{client: measure}``.

    Equal measures are ordered by client, so that the result does not depend on
    the order of the input. Measures are expected as integers (cents), which makes
    the sums exact.
    """
    classes = dict.fromkeys(measures, "c")
    positive = [
        (-measure, client) for client, measure in measures.items() if measure > 0
    ]
    total = -sum(measure for measure, _client in positive)
    before = 0
    for negative_measure, client in sorted(positive):
        classes[client] = get_abc_class(100 * before / total, thresholds)
        before -= negative_measure
    return classes
