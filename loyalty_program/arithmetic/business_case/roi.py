from .figure import NO_COST, Figure


def return_on_investment(incremental_profit, cost):
    """ROI = (incremental profit - cost) / cost, as a fraction.

    Source: J. J. Phillips and P. P. Phillips, "Show Me the Money" (2007): net
    benefits over costs. The profit is the one that would not have come without the
    investment, before the costs of the investment itself.
    """
    if cost <= 0:
        return Figure.undefined(NO_COST)
    return Figure((incremental_profit - cost) / cost)
