"""Statements over many rows, as ``odoo.tools.SQL`` objects."""

from . import members
from . import refunds
from . import tickets
from . import result
