from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class Group:
    """Sums over some clients, enough for means and variances.

    ``y``: what a client brought since the start, ``x``: in as many days before it.
    Sums of integers (cents) are exact, however large.
    """

    n: int = 0
    y: int = 0
    yy: int = 0
    x: int = 0
    xx: int = 0
    xy: int = 0

    @classmethod
    def of(cls, pairs):
        """From ``(before, after)`` of each client."""
        pairs = list(pairs)
        return cls(
            len(pairs),
            sum(y for _x, y in pairs),
            sum(y * y for _x, y in pairs),
            sum(x for x, _y in pairs),
            sum(x * x for x, _y in pairs),
            sum(x * y for x, y in pairs),
        )

    def __add__(self, other):
        sums = zip(astuple(self), astuple(other), strict=True)
        return Group(*(one + two for one, two in sums))

    def mean(self, slope=0.0):
        """Mean of ``y - slope * x``."""
        return (self.y - slope * self.x) / self.n

    @property
    def deviation_xx(self):
        return (self.n * self.xx - self.x * self.x) / self.n

    @property
    def deviation_xy(self):
        return (self.n * self.xy - self.x * self.y) / self.n

    @property
    def deviation_yy(self):
        return (self.n * self.yy - self.y * self.y) / self.n

    def variance(self, slope=0.0):
        """Sample variance of ``y - slope * x``."""
        deviation = (
            self.deviation_yy
            - 2 * slope * self.deviation_xy
            + slope * slope * self.deviation_xx
        )
        # Not below zero by rounding
        return max(deviation, 0.0) / (self.n - 1)
