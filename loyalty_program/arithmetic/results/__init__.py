"""Statistics of the true result. Plain Python: nothing here knows the database."""

from . import chart
from .calendar import get_first_days
from .comparison import Comparison
from .earned_back import earned_back
from .effect import Effect, compare, estimate_slope, follow, merge_small
from .group import Group
from .outcome import Outcome
from .power import detectable_difference, sample_size
from .student import quantile
from .timeline import Timeline
