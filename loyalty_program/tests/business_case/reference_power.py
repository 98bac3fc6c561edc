"""The chance to show an effect by drawing the groups from the clients themselves: what
the formula says is checked against it."""

import random

from odoo.addons.client_segmentation.arithmetic.comparison.effect import (
    compare,
    estimate_slope,
)
from odoo.addons.client_segmentation.arithmetic.comparison.group import Group

REDRAWS = 200


def redraw_power(pairs, share, uplift, seed, redraws=REDRAWS):
    """How often the uplift is shown when the groups are drawn from these very clients,
    in [0, 1]: right for margins however skewed.

    Members bring ``1 + uplift`` times what they brought in the second span. Source: B.
    Efron, R. Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 25, on
    power by resampling.
    """
    pairs = list(pairs)
    generator = random.Random(f"{seed}|power")
    controls = round(share * len(pairs))
    if min(controls, len(pairs) - controls) < 2:
        return 0.0
    shown = 0
    for _redraw in range(redraws):
        generator.shuffle(pairs)
        members = Group.of((x, y * (1 + uplift)) for x, y in pairs[controls:])
        groups = members, Group.of(pairs[:controls])
        effect = compare([groups], estimate_slope([groups]))
        if effect.is_defined:
            low, high = effect.interval()
            shown += low > 0 if uplift > 0 else high < 0
    return shown / redraws
