"""What is expected of each client, beside the facts: nothing, unless somebody says so
before the classes are written, as the forecast does. Found while clients are labelled:
a table of a row per client beside that of the facts would cost as much as all classes.
"""

from dataclasses import dataclass, field

from odoo.tools import SQL

# Columns of client.segment. ``at_stake`` is of late clients only, which the labels say.
COLUMNS = ("chance", "expected_orders", "expected_margin", "at_stake")
# The projected lifetime value, for companies that have chosen that formula.
VALUE = "value"


@dataclass(frozen=True)
class Scores:
    """Expressions of :data:`COLUMNS` and :data:`VALUE`, and what has to be joined with
    ``facts`` for them: a row for each client at most."""

    join: SQL = field(default_factory=SQL)
    expressions: dict = field(default_factory=dict)

    def get(self, name):
        return self.expressions.get(name, SQL("NULL::numeric"))


NONE = Scores()
