"""Arithmetic of a business case. Plain Python: nothing here knows the database."""

from .break_even import break_even_units
from .business_case import BusinessCase
from .figure import REASONS, Figure
from .irr import internal_rate_of_return
from .lifetime import lifetime_value
from .month import Month
from .payback import payback_period
from .points import breakage, is_redemption_exceeded, points_owed
from .present_value import net_present_value, periodic_rate, yearly_rate
from .price_cut import required_sales_increase
from .ramp import linear_ramp, parse_shares, ramp_share
from .risk import DRAWS, SEED, Range, Simulation, simulate, tornado
from .roi import return_on_investment
from .statistic import percentile, triangular
from .templates import EFFECTS, TEMPLATES, get_effects
