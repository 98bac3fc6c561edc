"""When clients buy: their days of purchase, the days between them, and the months.

The same as ``tests.core.reference_rhythm``, in the pass over the documents that sums
them. Several orders of one day are one purchase.
"""

from dataclasses import replace

from odoo.tools import SQL

from ...arithmetic.core.horizon import MONTHS_REMEMBERED
from ..documents.documents import select_documents
from ..documents.some_clients import CONTACTS

# What is steadier than that is a clock: the regularity of equal intervals is endless.
MOST_REGULAR = 1000


def with_gaps(documents):
    """Select the ``documents`` (``client_id``, ``moment``, ``day``, ``is_purchase`` and
    others) with ``gap``, the days since the purchase before, 0 on its day, and
    ``gap_before``, the one before that; sorted by client."""
    return SQL(
        """
        SELECT *,
               CASE WHEN gap > 0
                    THEN LAG(gap) OVER (PARTITION BY client_id, gap > 0
                                            ORDER BY moment)
                END AS gap_before
          FROM (SELECT *,
                       CASE WHEN is_purchase THEN day - LAG(day) OVER purchases
                        END AS gap
                  FROM (%s) document
                WINDOW purchases AS (PARTITION BY client_id, is_purchase
                                         ORDER BY moment)) document
        """,
        documents,
    )


def aggregate():
    """The columns of one client, from its documents with gaps and the
    number of their ``month``, 1 for the oldest remembered.

    ``usual_interval`` and ``regularity`` of however few intervals there are;
    ``purchase_mask``: the months with a purchase, a bit each, the lowest that of the
    current month; ``recent_margin``: of the months remembered, in cents.
    """
    return SQL(
        """
        COUNT(*) FILTER (WHERE is_purchase AND gap IS DISTINCT FROM 0)
            AS purchase_days,
        PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY gap) FILTER (WHERE gap > 0)
            AS usual_interval,
        AVG(gap_before::float8 * gap / ((gap_before + gap) * (gap_before + gap)))
            AS even_share,
        COUNT(gap_before) AS gap_pairs,
        BIT_OR(1::bigint << %(current)s - month)
            FILTER (WHERE is_purchase AND month > 0) AS purchase_mask,
        SUM(margin) FILTER (WHERE month > 0)::bigint AS recent_margin
        """,
        current=MONTHS_REMEMBERED + 1,
    )


def select_facts(parameters):
    """The facts of a row of ``purchases``; no usual interval from too few."""
    return SQL(
        """
        COALESCE(purchases.purchase_days, 0)::integer AS purchase_days,
        CASE WHEN purchases.purchase_days > %(min_intervals)s
             THEN purchases.usual_interval::numeric END AS usual_interval,
        CASE WHEN purchases.gap_pairs >= 2 THEN %(regularity)s END AS regularity,
        COALESCE(purchases.purchase_mask, 0) AS purchase_mask,
        COALESCE(purchases.recent_margin, 0) AS recent_margin
        """,
        min_intervals=parameters.settings.state.min_intervals,
        regularity=_regularity(SQL("(0.25 - purchases.even_share)")),
    )


def _regularity(variance):
    """Wheat and Morrison (1990): the shape of Gamma distributed intervals."""
    return SQL(
        """
        ROUND((CASE WHEN %(variance)s * 8 * %(most)s <= 1 THEN %(most)s
                    ELSE LEAST((1 - 4 * %(variance)s) / (8 * %(variance)s), %(most)s)
                END)::numeric, 2)
        """,
        variance=variance,
        most=MOST_REGULAR,
    )


def select_days(parameters, client_id):
    """Select the days of purchase of one client up to the as-of date, oldest first."""
    return SQL(
        """
        WITH %(contacts)s AS (
             SELECT id AS partner_id FROM res_partner
              WHERE commercial_partner_id = %(client_id)s)
        SELECT DISTINCT %(day)s AS day
          FROM (%(documents)s) document
         WHERE document.is_purchase
      ORDER BY day
        """,
        contacts=CONTACTS,
        client_id=client_id,
        day=get_day(SQL("document.moment"), parameters.document_timezone),
        documents=select_documents(replace(parameters, some_clients=True)),
    )


def get_day(moment, timezone):
    """The day of a naive UTC ``moment`` in a time zone, as an expression."""
    return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", moment, timezone)
