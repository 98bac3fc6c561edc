"""Which documents and which figure clients are classified by, from what there is.

Orders come before invoices: they tell of a purchase at once. A source that knows
clearly more clients goes before one that knows fewer. The margin is the better figure,
as a large client may bring next to nothing, but only where the costs are known: a
product without a cost has its whole price as margin. House rules.
"""

from typing import NamedTuple

MORE_CLIENTS = 1.1
KNOWN_COSTS = 0.95


class Source(NamedTuple):
    """What one source holds of the last year: clients, their revenue, and how much of
    it has a cost, in the same unit of money."""

    name: str
    clients: int
    revenue: int = 0
    revenue_with_cost: int = 0

    @property
    def cost_share(self):
        """Share of the revenue of which the cost is known, or None without revenue."""
        return self.revenue_with_cost / self.revenue if self.revenue > 0 else None


def propose_source(sources):
    """Return the :class:`Source` to go by, or None without any clients.

    :param sources: the ones first that win while they know about as many clients
    """
    best = None
    for source in sources:
        if source.clients > (best.clients * MORE_CLIENTS if best else 0):
            best = source
    return best


def propose_measure(source):
    """Return ``margin``, ``revenue``, or ``order_count`` where documents have no
    amounts."""
    if source.cost_share is None:
        return "order_count"
    return "margin" if source.cost_share >= KNOWN_COSTS else "revenue"
