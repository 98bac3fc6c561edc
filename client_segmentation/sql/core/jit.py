"""To compile long statements, as PostgreSQL does with those it thinks slow, takes
longer than it saves: it is switched off around them."""

from odoo.tools import SQL

OFF = SQL("SET LOCAL jit = off")
DEFAULT = SQL("SET LOCAL jit TO DEFAULT")
