"""Whose day it is, and by which settings."""

from dataclasses import dataclass
from datetime import date, datetime

from odoo.tools import SQL

from ..documents.since import CountedSources


@dataclass(frozen=True)
class DayScope:
    """The people whose clients and documents are looked at, in one company.

    :param ordered_since: who has ordered since this moment needs no call
    :param sources: what counts as ordered
    :param viewer_id: who looks at a list of their own, which may hold what nobody else
        may know; None if others look
    :param with_late: whether late clients are wanted, of whom there are most
    """

    company_id: int
    user_ids: tuple
    today: date
    ordered_since: datetime
    sources: CountedSources
    viewer_id: int | None = None
    with_late: bool = True
    horizon_months: int = 12
    quotation_days: int = 3
    second_order_days: int = 30
    decision_days: int = 3
    postponements: int = 3
    lang: str = "en_US"

    @property
    def users(self):
        return list(self.user_ids)


def select_reason(found, condition, **columns):
    """Select the reasons of a source.

    :param found: the tables it reads, from FROM on
    :param columns: what differs from :data:`DEFAULTS`; the others must be given
    """
    values = {**DEFAULTS, **columns}
    return SQL(
        "SELECT %s %s WHERE %s",
        SQL(", ").join(
            SQL("(%s) AS %s", value, SQL.identifier(name))
            for name, value in values.items()
        ),
        found,
        condition,
    )


# The columns of a reason. ``urgency`` goes from 0 to 1, and 1 is "today"; ``money`` is
# what the reason is about, if it is not the client as a whole; ``is_due``: planned or
# promised, so that nobody is kept aside from it; ``day``, ``number`` and ``words`` are
# for the sentence; ``res_model`` and ``res_id`` are the record to open.
DEFAULTS = {
    "partner_id": SQL("NULL::integer"),
    "user_id": SQL("NULL::integer"),
    "reason": SQL("NULL::varchar"),
    "urgency": SQL("0::numeric"),
    "money": SQL("NULL::numeric"),
    "is_due": SQL("FALSE"),
    "day": SQL("NULL::date"),
    "number": SQL("NULL::numeric"),
    "words": SQL("NULL::varchar"),
    "res_model": SQL("NULL::varchar"),
    "res_id": SQL("NULL::integer"),
}
