from .figure import NO_UNIT_MARGIN, Figure


def break_even_units(fixed_cost, unit_contribution):
    """Units to sell for the contribution to cover the fixed cost.

    Source: C. T. Horngren, S. Datar, M. Rajan, "Cost Accounting: A Managerial
    Emphasis", chapter on cost-volume-profit analysis (equation method). Units are
    not rounded: half an order is meaningful in a plan.
    """
    if unit_contribution <= 0:
        return Figure.undefined(NO_UNIT_MARGIN)
    return Figure(max(fixed_cost, 0.0) / unit_contribution)
