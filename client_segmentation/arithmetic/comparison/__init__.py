"""Two groups of clients compared: how much more those brought who were given something.

Plain Python: nothing here knows the database.
"""

from .comparison import Comparison
from .effect import Effect, compare, estimate_slope, follow, merge_small
from .exaggeration import get_exaggeration
from .group import Group
from .power import detectable_difference, sample_size
from .redraw import redraw
from .sequential import get_boundaries
from .student import quantile
from .trial import Trial
