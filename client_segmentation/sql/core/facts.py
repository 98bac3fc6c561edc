from odoo.tools import SQL

from ..documents.documents import CLIENT_ID, JOIN_CHILD, select_documents
from ..documents.lines import select_line_facts, select_no_line_facts
from ..signals.signals import may_become_client, select_latest_signals
from ..signals.stalling import expired_since_last_order, select_delays
from . import jit, rhythm

TABLE = SQL.identifier("client_segment_facts")
PURCHASES = SQL.identifier("client_segment_purchases")


def create_facts(parameters):
    """Return the statements that make the temporary table of facts, one row per
    client of the company; amounts in cents.

    ``revenue``, ``margin``, ``order_count``: within the horizon;
    ``total_revenue``, ``total_margin``, ``total_orders``, ``first_order``,
    ``last_order``: up to the as-of date; ``measures``: of each period of the horizon,
    ``measure`` their sum; ``periods``: their number since the first purchase in the
    horizon; ``dispersion`` over ``measure_square`` is the square of the coefficient of
    variation, for those who have one; ``unrated_orders``: those among all orders
    whose amounts could not be converted; ``warm_signal``, ``warm_signal_date``;
    ``lines`` to ``promotion_orders``: see :func:`select_line_facts`;
    ``postponements``, ``stalling_leads``, ``expired_quotations``,
    ``stalling_moment``: of the latest of the delays; ``purchase_days`` to
    ``recent_margin``: see :mod:`.rhythm`.
    """
    yield jit.OFF
    yield from _create_purchases(parameters)
    yield SQL(
        """
        CREATE TEMPORARY TABLE %(table)s ON COMMIT DROP AS
        WITH signals AS (%(signals)s), line_facts AS (%(line_facts)s),
             delays AS (%(delays)s)
        SELECT *,
               CASE WHEN %(has_variation)s
                    THEN periods * (%(squares)s) - measure::numeric * measure
                END AS dispersion,
               CASE WHEN %(has_variation)s
                    THEN measure::numeric * measure
                END AS measure_square
          FROM (%(clients)s OFFSET 0) client
        """,
        table=TABLE,
        signals=select_latest_signals(parameters),
        line_facts=_select_line_facts(parameters),
        delays=select_delays(parameters),
        has_variation=SQL(
            "measure > 0 AND periods >= %s", parameters.settings.xyz.min_periods
        ),
        squares=SQL(" + ").join(
            SQL("measures[%(n)s]::numeric * measures[%(n)s]", n=number + 1)
            for number in range(parameters.period_count)
        ),
        clients=_select_clients(parameters),
    )
    # What the other statements join and filter by; the rest would take as long.
    yield SQL("ANALYZE %s (partner_id, measure)", TABLE)


def drop_facts():
    """Return the statements that undo :func:`create_facts`."""
    yield SQL("DROP TABLE %s, %s", TABLE, PURCHASES)
    yield jit.DEFAULT


def _select_line_facts(parameters):
    if parameters.settings.buyer_types:
        return select_line_facts(parameters)
    return select_no_line_facts()


def _select_clients(parameters):
    """Every client of the company, with or without purchases."""
    return SQL(
        """
        SELECT client.id AS partner_id,
               COALESCE(purchases.revenue, 0) AS revenue,
               COALESCE(purchases.margin, 0) AS margin,
               COALESCE(purchases.order_count, 0)::integer AS order_count,
               COALESCE(purchases.total_revenue, 0) AS total_revenue,
               COALESCE(purchases.total_margin, 0) AS total_margin,
               COALESCE(purchases.total_orders, 0)::integer AS total_orders,
               COALESCE(purchases.unrated_orders, 0)::integer AS unrated_orders,
               %(first_order)s AS first_order,
               %(last_order)s AS last_order,
               %(rhythm)s,
               ARRAY[%(measures)s] AS measures,
               %(measure)s AS measure,
               %(periods)s AS periods,
               CASE WHEN %(is_warm)s THEN signals.signal END AS warm_signal,
               CASE WHEN %(is_warm)s THEN %(signal_date)s END AS warm_signal_date,
               line_facts.lines,
               line_facts.free_lines,
               line_facts.list_amount,
               line_facts.discount_amount,
               line_facts.promotion_orders,
               delays.postponements,
               delays.stalling_leads,
               %(expired_quotations)s AS expired_quotations,
               GREATEST(delays.postponed_at, %(last_expired)s) AS stalling_moment
          FROM res_partner client
          LEFT JOIN %(purchases)s purchases ON purchases.partner_id = client.id
          LEFT JOIN signals ON signals.partner_id = client.id
          LEFT JOIN line_facts ON line_facts.partner_id = client.id
          LEFT JOIN delays ON delays.partner_id = client.id
         WHERE %(is_client)s
        """,
        purchases=PURCHASES,
        first_order=_document_date(parameters, "first_order"),
        last_order=_document_date(parameters, "last_order"),
        rhythm=rhythm.select_facts(parameters),
        measures=SQL(", ").join(_measures(parameters)),
        measure=SQL(" + ").join(_measures(parameters)),
        periods=_periods_since_first(parameters),
        # Of those who buy nothing has to be written with each message of theirs.
        is_warm=SQL("purchases.last_order IS NULL"),
        signal_date=rhythm.get_day(SQL("signals.moment"), parameters.timezone),
        expired_quotations=SQL("(%s)::integer", expired_since_last_order("COUNT")),
        last_expired=expired_since_last_order("MAX"),
        is_client=_is_client(parameters),
    )


def _create_purchases(parameters):
    """Put aside what the contacts of each client have bought: from a table with
    statistics the next statement finds its joins."""
    yield SQL(
        """
        CREATE TEMPORARY TABLE %(table)s ON COMMIT DROP AS %(purchases)s
        """,
        table=PURCHASES,
        purchases=_select_purchases(parameters),
    )
    yield SQL("ANALYZE %s (partner_id)", PURCHASES)


def _select_purchases(parameters):
    """Sum the documents of each client up to the as-of date, in one pass.

    Sorted first: where there are many clients, each document of a table that is not
    would touch another part of the memory, or of a file.
    """
    # Ordered by an expression, for PostgreSQL would read the documents row by row in
    # the order of an index; and in a query of its own, so that an amount is computed
    # once, not once per sum. Whole cents are exact as floating point, up to 2 ** 53 of
    # them for one client, and faster to add than integers, which grow beyond 64 bits.
    return SQL(
        """
        SELECT client_id AS partner_id,
               SUM(revenue) FILTER (WHERE %(is_inside)s)::bigint AS revenue,
               SUM(margin) FILTER (WHERE %(is_inside)s)::bigint AS margin,
               COUNT(*) FILTER (WHERE is_purchase AND %(is_inside)s) AS order_count,
               SUM(revenue)::bigint AS total_revenue,
               SUM(margin)::bigint AS total_margin,
               COUNT(*) FILTER (WHERE is_purchase) AS total_orders,
               COUNT(*) FILTER (WHERE revenue IS NULL) AS unrated_orders,
               MIN(moment) FILTER (WHERE is_purchase) AS first_order,
               MAX(moment) FILTER (WHERE is_purchase) AS last_order,
               MIN(moment) FILTER (WHERE is_purchase AND %(is_inside)s) AS first_inside,
               %(rhythm)s,
               %(measures)s
          FROM (%(documents)s) document
      GROUP BY client_id
        """,
        rhythm=rhythm.aggregate(),
        measures=SQL(", ").join(_period_measures(parameters)),
        is_inside=SQL("period BETWEEN 1 AND %s", parameters.period_count),
        documents=rhythm.with_gaps(_select_client_documents(parameters)),
    )


def _select_client_documents(parameters):
    return SQL(
        """
        SELECT %(client_id)s AS client_id,
               document.moment,
               document.revenue::float8 AS revenue,
               document.margin::float8 AS margin,
               document.is_purchase,
               %(day)s AS day,
               WIDTH_BUCKET(document.moment, %(bounds)s::timestamp[]) AS period,
               WIDTH_BUCKET(document.moment, %(months)s::timestamp[]) AS month
          FROM (%(documents)s) document
          %(join_child)s
        """,
        client_id=CLIENT_ID,
        day=rhythm.get_day(SQL("document.moment"), parameters.document_timezone),
        bounds=list(parameters.period_bounds),
        months=parameters.month_bounds,
        documents=select_documents(parameters),
        join_child=JOIN_CHILD,
    )


def _period_measures(parameters):
    """The measure of each period, as columns ``measure_1``, ``measure_2``..."""
    aggregate = {
        "revenue": SQL("SUM(revenue)"),
        "margin": SQL("SUM(margin)"),
        # A credit note is no order, nor does it take one back.
        "order_count": SQL("COUNT(NULLIF(is_purchase, FALSE))"),
    }[parameters.settings.measure]
    for number, column in enumerate(_measure_columns(parameters), start=1):
        yield SQL(
            "(%s FILTER (WHERE period = %s))::bigint AS %s", aggregate, number, column
        )


def _measures(parameters):
    return [
        SQL("COALESCE(purchases.%s, 0)", column)
        for column in _measure_columns(parameters)
    ]


def _measure_columns(parameters):
    return [
        SQL.identifier(f"measure_{number + 1}")
        for number in range(parameters.period_count)
    ]


def _periods_since_first(parameters):
    """The number of periods from that of the first purchase in the horizon on."""
    return SQL(
        "CASE WHEN purchases.first_inside IS NULL THEN 0 ELSE %s"
        " - width_bucket(purchases.first_inside, %s::timestamp[]) END",
        parameters.period_count + 1,
        list(parameters.period_bounds),
    )


def _document_date(parameters, column):
    moment = SQL.identifier("purchases", column)
    return rhythm.get_day(moment, parameters.document_timezone)


def _is_client(parameters):
    """Commercial entities that are clients of the company, or may become some:
    whoever has dealt with us, and every contact that is not one of us (a company
    of this database, an internal user) and not only a vendor. A contact created after
    the as-of date is no client on it, unless it has documents of before."""
    # Of "=" between two columns PostgreSQL expects next to no rows, and joins the rest
    # by nested loops.
    return SQL(
        """
            client.commercial_partner_id BETWEEN client.id AND client.id
        AND client.active
        AND client.id NOT IN (SELECT partner_id FROM res_company)
        AND (purchases.partner_id IS NOT NULL
             OR signals.partner_id IS NOT NULL
             OR (%(may_become_client)s
                 AND COALESCE(client.create_date < %(as_of_end)s, TRUE)))
        """,
        may_become_client=may_become_client(parameters, "client"),
        as_of_end=parameters.as_of_end,
    )
