"""What a company sets for its classification, in plain Python."""

from dataclasses import dataclass, field

from ..habits.buyer import BuyerThresholds
from ..habits.stalling import StallingThresholds
from . import ltv
from .abc import AbcThresholds
from .activity import ActivityThresholds
from .share import ShareThresholds
from .state import StateThresholds
from .temperature import WarmSignals
from .thresholds import Thresholds
from .xyz import XyzQuantiles, XyzThresholds

PERIOD_MONTHS = {"month": 1, "quarter": 3}


@dataclass(frozen=True)
class LtvSettings(Thresholds):
    """Formula of the projected lifetime value and its inputs; rates in per cent a
    year, the lifespan in years."""

    formula: str = "retention"
    retention: float = 80.0
    discount: float = 10.0
    count_first_margin: bool = False
    lifespan: float = 3.0

    def get_problems(self):
        return self._list_problems(
            retention_out_of_range=0 <= self.retention <= 100,
            discount_out_of_range=0 <= self.discount < 1000,
            endless=self.retention < 100 or self.discount > 0,
            lifespan_not_positive=0 < self.lifespan <= 100,
        )

    def get_multiple(self):
        """Return how many yearly margins the projected lifetime value is worth.

        Both formulas are proportional to the margin of a year, so a client's value
        is that margin times this number.
        """
        if self.formula == "lifespan":
            return ltv.project_by_lifespan(1, 1, 1, self.lifespan).value
        rates = (self.retention / 100, self.discount / 100)
        return ltv.project_by_retention(1, *rates, self.count_first_margin).value


@dataclass(frozen=True)
class SegmentSettings:
    """Source is ``order`` or ``invoice``; ``point_of_sale``: its orders count, too.
    Measure is ``revenue``, ``margin`` or ``order_count``; period ``month`` or
    ``quarter``. Without ``buyer_types`` nobody
    looks at the lines of the documents. Who has not bought for ``hot_months`` is no
    longer hot; 0 for no such limit."""

    source: str = "order"
    point_of_sale: bool = False
    measure: str = "revenue"
    horizon_months: int = 12
    period: str = "quarter"
    abc: AbcThresholds = field(default_factory=AbcThresholds)
    xyz: XyzThresholds | XyzQuantiles = field(default_factory=XyzThresholds)
    share: ShareThresholds = field(default_factory=ShareThresholds)
    activity: ActivityThresholds = field(default_factory=ActivityThresholds)
    state: StateThresholds = field(default_factory=StateThresholds)
    ltv: LtvSettings = field(default_factory=LtvSettings)
    buyer_types: bool = True
    buyer: BuyerThresholds = field(default_factory=BuyerThresholds)
    stalling: StallingThresholds = field(default_factory=StallingThresholds)
    warm: WarmSignals = field(default_factory=WarmSignals)
    hot_months: int = 12
    unused_axes: tuple = ()

    @property
    def period_months(self):
        # A missing period is refused where settings are stored.
        return PERIOD_MONTHS.get(self.period, 1)

    @property
    def periods_fit(self):
        """Is the horizon a whole number of periods?"""
        return self.horizon_months % self.period_months == 0

    @property
    def period_count(self):
        """The number of whole periods of the horizon."""
        return self.horizon_months // self.period_months

    @property
    def periods_suffice(self):
        """Can any client have the periods that XYZ asks for?"""
        return "xyz" in self.unused_axes or self.xyz.min_periods <= self.period_count
