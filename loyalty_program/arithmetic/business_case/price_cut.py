from .figure import NO_UNIT_MARGIN, Figure


def required_sales_increase(discount, margin):
    """Growth of sales volume that a discount needs to leave the profit unchanged.

    d / (m - d), with the discount d and the contribution margin m both as shares of
    the price before the discount. Source: T. Nagle, J. Hogan, J. Zale, "The Strategy
    and Tactics of Pricing", chapter on financial analysis (break-even sales change).
    """
    if margin - discount <= 0:
        return Figure.undefined(NO_UNIT_MARGIN)
    return Figure(discount / (margin - discount))
