"""How often chance alone would make two groups as different as they are."""

import random

REDRAWS = 2000


def get_chance(members, control, seed, redraws=REDRAWS):
    """Return the share of redraws, in [0, 1], with means at least as far apart.

    Right for groups of any size and amounts however skewed, where an interval by t is
    too narrow. Source: R. A. Fisher, "The Design of Experiments" (1935), section 21;
    the drawn groups count as one redraw: B. Phipson, G. K. Smyth, "Permutation
    P-values Should Never Be Zero", Statistical Applications in Genetics and Molecular
    Biology 9 (2010).

    :param members: an amount of each client of a group, ``control`` of the other
    """
    amounts = [*members, *control]
    total, size = sum(amounts), len(control)

    def get_distance(of_control):
        rest = (total - of_control) / (len(amounts) - size)
        return abs(rest - of_control / size)

    # Sums in another order differ in their last digits
    found = get_distance(sum(control)) * (1 - 1e-9)
    generator = random.Random(seed)
    as_far = sum(
        get_distance(sum(generator.sample(amounts, size))) >= found
        for _redraw in range(redraws)
    )
    return (as_far + 1) / (redraws + 1)
