"""Patterns of purchases, from the months that the facts remember of each client: a mask
of bits, the lowest for the current month.

A client's months are those since its first purchase in what is remembered: who bought
before that, too, is looked at as if it had come with the first purchase in it.
"""

from odoo.tools import SQL

from ...arithmetic.forecast.forecast import RECORD_MONTHS
from ...arithmetic.forecast.record import MIN_PAIRS
from ..core import facts

# Amounts in groups of 2 per cent, see arithmetic.forecast.amounts
GROUPS_PER_UNIT = 50
FINISHED = SQL("(facts.purchase_mask >> 1)")
RECENT = SQL("(%s & %s)", FINISHED, 2**RECORD_MONTHS - 1)
BEFORE = SQL("(%s >> %s)", FINISHED, RECORD_MONTHS)


def select_now():
    """Select ``(x, last, n, clients)`` of finished months."""
    return SQL(
        "SELECT %s, COUNT(*) FROM (%s) client GROUP BY 1, 2, 3",
        get_pattern(SQL("bits")),
        # OFFSET 0, here and below: bits become text once, not for each column.
        SQL(
            "SELECT %s AS bits FROM %s facts WHERE %s > 0 OFFSET 0",
            _get_bits(FINISHED),
            facts.TABLE,
            FINISHED,
        ),
    )


def select_then():
    """Select ``(x, last, n, purchases since, clients)`` of who had bought before the
    months that the record is about."""
    return SQL(
        """
        SELECT %s, SUM(since)::integer, COUNT(*)
          FROM (SELECT %s AS bits, %s AS since FROM %s facts WHERE %s > 0
                OFFSET 0) client
      GROUP BY 1, 2, 3
        """,
        get_pattern(SQL("bits")),
        _get_bits(BEFORE),
        _count_bits(_get_bits(RECENT)),
        facts.TABLE,
        BEFORE,
    )


def select_amounts():
    """Select ``(months with a purchase, mean margin in cents, clients)``, alike ones
    together; who brings no margin tells nothing of amounts."""
    return SQL(
        """
        SELECT months, EXP(AVG(LN(mean))), COUNT(*)
          FROM (SELECT months, recent_margin::float8 / months AS mean
                  FROM (SELECT %(months)s AS months, recent_margin
                          FROM %(facts)s facts
                         WHERE purchase_mask > 0 AND recent_margin > 0
                        OFFSET 0) client) client
      GROUP BY months, ROUND(%(groups)s * LN(mean))
        """,
        months=_count_bits(_get_bits(SQL("facts.purchase_mask"))),
        facts=facts.TABLE,
        groups=GROUPS_PER_UNIT,
    )


def select_regularity():
    """Select the median of the clients whose regularity is known well enough."""
    return SQL(
        """
        SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY regularity)
          FROM %s facts
         WHERE %s
        """,
        facts.TABLE,
        has_regularity(),
    )


def has_regularity():
    """One pair of intervals less than there are intervals."""
    return SQL(
        "(facts.regularity IS NOT NULL AND facts.purchase_days >= %s)", MIN_PAIRS + 2
    )


def count_again():
    """Count who has bought in more than one finished month: not only the lowest bit
    is set."""
    return SQL(
        "SELECT COUNT(*) FROM %(facts)s facts WHERE %(mask)s & (%(mask)s - 1) > 0",
        facts=facts.TABLE,
        mask=FINISHED,
    )


def select_pattern(purchase_mask):
    """Select the pattern of a client that has bought in what is remembered: of finished
    months, and of the current one as soon as it has bought.

    :param purchase_mask: an expression
    """
    return SQL(
        "SELECT %s FROM (SELECT %s AS bits OFFSET 0) client",
        get_pattern(SQL("bits")),
        _get_bits(SQL("%(mask)s >> (1 - (%(mask)s & 1))::integer", mask=purchase_mask)),
    )


def select_clients():
    """Select ``partner_id`` and the pattern of each such client."""
    return SQL(
        """
        SELECT facts.partner_id, pattern.*
          FROM %s facts
         CROSS JOIN LATERAL (%s OFFSET 0) pattern
         WHERE facts.purchase_mask > 0
        """,
        facts.TABLE,
        select_pattern(SQL("facts.purchase_mask")),
    )


def select_distinct():
    """Select the patterns ``(x, last, n)`` of these clients."""
    return SQL("SELECT DISTINCT x, last, n FROM (%s) client", select_clients())


def get_pattern(bits):
    """The columns ``x``, ``last`` and ``n`` of the months as text, the first purchase
    first."""
    return SQL(
        "%s - 1 AS x, LENGTH(RTRIM(%s, '0')) - 1 AS last, LENGTH(%s) - 1 AS n",
        _count_bits(bits),
        bits,
        bits,
    )


def _get_bits(mask):
    # There is no function for it before PostgreSQL 14, and none for the first bit.
    return SQL("LTRIM((%s)::bit(64)::text, '0')", mask)


def _count_bits(bits):
    return SQL("LENGTH(REPLACE(%s, '0', ''))", bits)
