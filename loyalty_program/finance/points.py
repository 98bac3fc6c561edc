"""Points and rewards that are owed."""


def breakage(redemption):
    """Share of what is earned that is never redeemed.

    1 - redemption, by definition; the word is that of IFRS 15, B46, for rights that
    customers do not exercise.
    """
    return 1.0 - redemption


def points_liability(earned, redeemed, redemption, cost_per_point):
    """Cost of the points that are out and will be redeemed.

    (points earned x expected redemption - points redeemed) x cost of a point. Source:
    IFRS 15, B44-B47: breakage that is expected is no liability.
    """
    return max(earned * redemption - redeemed, 0.0) * cost_per_point


def allocate(price, own_prices):
    """Split a price in proportion to the stand-alone prices (IFRS 15, 74-76)."""
    total = sum(own_prices)
    return [price * own_price / total for own_price in own_prices]


def revenue_of_points(allocated, redeemed, expected):
    """Revenue of points so far, in proportion to the redemptions expected.

    Source: IFRS 15, B46, and Illustrative Example 52 (customer loyalty programme).
    """
    return allocated * redeemed / expected
