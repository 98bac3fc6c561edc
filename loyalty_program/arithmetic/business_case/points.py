"""Points and rewards that are owed."""


def breakage(redemption):
    """Share of what is earned that is never redeemed.

    1 - redemption, by definition; the word is that of IFRS 15, B46, for rights that
    customers do not exercise.
    """
    return 1.0 - redemption


def is_redemption_exceeded(issued, redeemed, balance, redemption):
    """Whether points are out although all that were to be redeemed are."""
    return balance > 0 and redeemed >= issued * redemption


def points_owed(issued, redeemed, balance, redemption):
    """Points that are out and will be redeemed: points issued, those that lapsed since
    included, x expected redemption - points redeemed; at most those out.

    Once the expectation is exceeded it says nothing about the points that are out:
    any of them may be redeemed, so all are owed. Source: IFRS 15, B44-B47: breakage
    is left out as far as the entity expects to be entitled to it, and what it expects
    is reassessed.
    """
    if is_redemption_exceeded(issued, redeemed, balance, redemption):
        return balance
    return min(max(issued * redemption - redeemed, 0.0), balance)
