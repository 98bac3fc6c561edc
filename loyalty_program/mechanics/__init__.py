"""Arithmetic of members and benefits: plain Python, no ORM."""

from . import assignment
from . import draw
from . import movement
from . import payment
