import math


def percentile(ordered, share):
    """Quantile of sorted values, with linear interpolation.

    Definition 7 of R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical
    Packages", The American Statistician 50 (1996).
    """
    position = (len(ordered) - 1) * share
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    weight = position - below
    return ordered[below] * (1 - weight) + ordered[above] * weight


def triangular(share, low, likely, high):
    """Value of a triangular distribution below which ``share`` of the draws fall.

    Inverse of the distribution function: S. Kotz and J. R. van Dorp, "Beyond Beta"
    (2004), chapter 1. Without a spread it is the likely value.
    """
    if high <= low:
        return likely
    peak = (likely - low) / (high - low)
    if share < peak:
        return low + math.sqrt(share * (high - low) * (likely - low))
    return high - math.sqrt((1 - share) * (high - low) * (high - likely))
