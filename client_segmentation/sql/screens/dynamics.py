"""How revenue moves: from one span to the next by what its clients do, and from the
month they came in on. Of all documents, so that the parts add up to them."""

from odoo.tools import SQL

from ..documents.documents import CLIENT_ID, JOIN_CHILD, select_documents


def select_bridge(parameters, bounds):
    """Select each step of ``arithmetic.screens.bridge`` (NULL for clients whose revenue
    is what it was) with ``clients``, and revenue ``earlier`` and ``later`` in cents.

    :param bounds: moments: the earlier span begins, the later one begins, its end
    """
    return SQL(
        """
        SELECT step, COUNT(*) AS clients,
               SUM(earlier)::bigint AS earlier,
               SUM(later)::bigint AS later
          FROM (%s) client
      GROUP BY step
        """,
        _select_client_steps(parameters, bounds),
    )


def select_step_clients(parameters, bounds, step):
    """Select the ids of the clients that are a step of :func:`select_bridge`."""
    clients = _select_client_steps(parameters, bounds)
    return SQL("SELECT client_id FROM (%s) client WHERE step = %s", clients, step)


def _select_client_steps(parameters, bounds):
    start, middle, end = bounds
    return SQL(
        """
        SELECT client_id, earlier, later,
               CASE WHEN earlier <= 0 AND later > 0
                    THEN CASE WHEN bought_before THEN 'won_back' ELSE 'new' END
                    WHEN later <= 0 AND earlier > 0 THEN 'lost'
                    WHEN later > earlier THEN 'grown'
                    WHEN later < earlier THEN 'shrunk' END AS step
          FROM (SELECT client_id,
                       COALESCE(SUM(revenue) FILTER (
                           WHERE moment >= %(start)s AND moment < %(middle)s), 0)
                           AS earlier,
                       COALESCE(SUM(revenue) FILTER (WHERE moment >= %(middle)s), 0)
                           AS later,
                       BOOL_OR(is_purchase AND moment < %(start)s) AS bought_before
                  FROM (%(documents)s) document
                 WHERE moment < %(end)s
              GROUP BY client_id) client
         WHERE earlier <> 0 OR later <> 0
        """,
        start=start,
        middle=middle,
        end=end,
        documents=_select_documents(parameters),
    )


def select_cohorts(parameters, bounds):
    """Select of the clients that first bought in a month (its number ``cohort``) how
    many ``clients`` bought in a month (``month``) and their ``revenue`` in cents.

    :param bounds: the moments in which months begin, the current one the last, which
        is left out; month 0 is all that was before
    """
    return SQL(
        """
        SELECT cohort, month,
               COUNT(*) FILTER (WHERE has_bought) AS clients,
               SUM(revenue)::bigint AS revenue
          FROM (%(clients)s) client
         WHERE cohort > 0 AND month BETWEEN cohort AND %(last)s
      GROUP BY cohort, month
      ORDER BY cohort, month
        """,
        clients=_select_client_months(parameters, bounds),
        last=len(bounds) - 1,
    )


def select_cohort_clients(parameters, bounds, cohort, month):
    """Select the ids of the clients of a cohort who bought in a month; both are
    numbers as in :func:`select_cohorts`."""
    return SQL(
        """
        SELECT client_id
          FROM (%s) client
         WHERE cohort = %s AND month = %s AND has_bought
        """,
        _select_client_months(parameters, bounds),
        cohort,
        month,
    )


def _select_client_months(parameters, bounds):
    return SQL(
        """
        SELECT client_id, month,
               COALESCE(SUM(revenue), 0) AS revenue,
               BOOL_OR(is_purchase) AS has_bought,
               MIN(CASE WHEN BOOL_OR(is_purchase) THEN month END)
                   OVER (PARTITION BY client_id) AS cohort
          FROM (SELECT client_id, revenue, is_purchase,
                       WIDTH_BUCKET(moment, %s::timestamp[]) AS month
                  FROM (%s) document) document
      GROUP BY client_id, month
        """,
        list(bounds),
        _select_documents(parameters),
    )


def _select_documents(parameters):
    return SQL(
        """
        SELECT %s AS client_id, document.moment, document.revenue, document.is_purchase
          FROM (%s) document
          %s
        """,
        CLIENT_ID,
        select_documents(parameters),
        JOIN_CHILD,
    )
