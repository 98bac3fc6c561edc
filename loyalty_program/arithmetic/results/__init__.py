"""The true result of a program. Plain Python: nothing here knows the database."""

from . import chart
from .calendar import get_first_days
from .earned_back import earned_back
from .looks import Looks, get_confidence, get_limits
from .outcome import Outcome
from .timeline import Timeline
