"""Who gets the program and who is only watched: a stratified random draw.

Everything follows from the seed, so that anybody can repeat the draw later. Within a
stratum of ``n`` clients the control group has ``floor(share * n + u)`` of them, where
``u`` in [0, 1) follows from the seed and the stratum: within one of the exact share,
without bias over many small strata, and never falling as later clients join.
"""

from collections import defaultdict
from math import floor

from odoo.addons.client_segmentation.arithmetic.comparison.uniform import get_uniform

MEMBER = "member"
CONTROL = "control"


def get_control_size(seed, stratum, size, share):
    # Shares like 0.1 are not exact: 0.1 * 30 + 0 must not come out just below 3
    wanted = floor(share * size + get_uniform(seed, "stratum", stratum) + 1e-9)
    return min(size, wanted)


def assign(strata, share, seed, counts=None):
    """Draw the groups of new clients.

    :param strata: ``{client: stratum}`` of the new clients
    :param counts: ``{stratum: (clients, controls)}`` of those drawn before
    :return: ``{client: group}``
    """
    clients = defaultdict(list)
    for client, stratum in strata.items():
        clients[stratum].append(client)
    groups = {}
    for stratum, newcomers in clients.items():
        size, controls = (counts or {}).get(stratum, (0, 0))
        wanted = get_control_size(seed, stratum, size + len(newcomers), share)
        newcomers.sort(key=lambda client: get_uniform(seed, "client", client))
        for position, client in enumerate(newcomers):
            groups[client] = CONTROL if position < wanted - controls else MEMBER
    return groups
