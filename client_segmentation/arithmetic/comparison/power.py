from math import ceil
from statistics import NormalDist

CONFIDENCE, POWER = 0.95, 0.8


def sample_size(variances, difference, ratio=1.0, confidence=CONFIDENCE, power=POWER):
    """Clients that the first and the second group need to show a difference.

    (s1^2 + s2^2 / k) (z_(1-a/2) + z_(1-b))^2 / d^2, with k clients in the second group
    for each one of the first. Source: B. Rosner, "Fundamentals of Biostatistics",
    sample size for comparing two means, with equal and with unequal groups (normal
    approximation).
    """
    variance = variances[0] + variances[1] / ratio
    first = ceil(variance * (get_distance(confidence, power) / difference) ** 2 - 1e-9)
    return first, ceil(first * ratio - 1e-9)


def detectable_difference(standard_error, confidence=CONFIDENCE, power=POWER):
    """The smallest difference that these groups would show with this power.

    Source: H. S. Bloom, "Minimum Detectable Effects", Evaluation Review 19 (1995).
    """
    return get_distance(confidence, power) * standard_error


def get_distance(confidence, power):
    normal = NormalDist()
    return normal.inv_cdf((1 + confidence) / 2) + normal.inv_cdf(power)
