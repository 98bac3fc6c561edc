"""Whether two groups may be compared at all."""

from statistics import NormalDist

from odoo.addons.client_segmentation.arithmetic.comparison import Group

# In standard deviations of a client, and as a chance: what is not down to the draw
UNBALANCED, MISMATCH = 0.25, 0.001


def get_balance(rows):
    """Mean purchases before the draw, members less the others, in standard deviations.

    Source: P. C. Austin, "Balance Diagnostics for Comparing the Distribution of
    Baseline Covariates", Statistics in Medicine 28 (2009); a quarter as the limit: D.
    E. Ho, K. Imai, G. King, E. A. Stuart, Political Analysis 15 (2007).
    """
    sums = {True: (0, 0, 0), False: (0, 0, 0)}
    for row in rows:
        found = row["clients"], int(row["margin_sum_x"]), int(row["margin_sum_xx"])
        pair = zip(sums[row["is_member"]], found, strict=True)
        sums[row["is_member"]] = tuple(one + more for one, more in pair)
    members, others = (Group(n, y, yy) for n, y, yy in (sums[True], sums[False]))
    if min(members.n, others.n) < 2:
        return 0.0
    deviation = ((members.variance() + others.variance()) / 2) ** 0.5
    return (members.mean() - others.mean()) / deviation if deviation else 0.0


def get_ratio_chance(controls, drawn, share):
    """How often a draw would miss the planned share by at least as much, in [0, 1].

    Source: A. Fabijan et al., "Diagnosing Sample Ratio Mismatch in Online Controlled
    Experiments", KDD 2019 (limits as there); the binomial by its normal approximation.
    Classes that are drawn one by one round to whole clients: less than one client off
    is none.
    """
    missed = max(abs(controls - share * drawn) - 1, 0.0)
    deviation = (drawn * share * (1 - share)) ** 0.5
    if not deviation:
        return 1.0 if not missed else 0.0
    return 2 * NormalDist().cdf(-missed / deviation)
