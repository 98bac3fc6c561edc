from odoo.tools import SQL

from .documents import select_documents
from .signals import select_latest_signals

TABLE = SQL.identifier("client_segment_facts")


def create_facts(parameters):
    """Return the statements that make the temporary table of facts, one row per
    client of the company; amounts in cents.

    ``revenue``, ``margin``, ``order_count``: within the horizon;
    ``total_revenue``, ``total_margin``, ``total_orders``, ``first_order``,
    ``last_order``: up to the as-of date; ``measures``: of each period of the horizon,
    ``measure`` and ``measure_squares`` their sums; ``periods``: their number since the
    first purchase in the horizon; ``warm_signal``, ``warm_signal_date``.
    """
    yield SQL(
        """
        CREATE TEMPORARY TABLE %(table)s ON COMMIT DROP AS
        WITH purchases AS (%(purchases)s), signals AS (%(signals)s)
        SELECT client.id AS partner_id,
               COALESCE(purchases.revenue, 0) AS revenue,
               COALESCE(purchases.margin, 0) AS margin,
               COALESCE(purchases.order_count, 0)::integer AS order_count,
               COALESCE(purchases.total_revenue, 0) AS total_revenue,
               COALESCE(purchases.total_margin, 0) AS total_margin,
               COALESCE(purchases.total_orders, 0)::integer AS total_orders,
               %(first_order)s AS first_order,
               %(last_order)s AS last_order,
               %(measures)s AS measures,
               %(measure)s AS measure,
               %(squares)s AS measure_squares,
               %(periods)s AS periods,
               signals.signal AS warm_signal,
               %(signal_date)s AS warm_signal_date
          FROM res_partner client
          LEFT JOIN purchases ON purchases.partner_id = client.id
          LEFT JOIN signals ON signals.partner_id = client.id
         WHERE %(is_client)s
        """,
        table=TABLE,
        purchases=_select_purchases(parameters),
        signals=select_latest_signals(parameters),
        first_order=_document_date(parameters, "first_order"),
        last_order=_document_date(parameters, "last_order"),
        measures=SQL("ARRAY[%s]", SQL(", ").join(_measures(parameters))),
        measure=SQL(" + ").join(_measures(parameters)),
        squares=SQL(" + ").join(
            SQL("(%(m)s::numeric * %(m)s)", m=measure)
            for measure in _measures(parameters)
        ),
        periods=_periods_since_first(parameters),
        signal_date=_local_date(SQL("signals.moment"), parameters.timezone),
        is_client=_is_client(parameters),
    )
    yield SQL("ANALYZE %s", TABLE)


def drop_facts():
    return SQL("DROP TABLE %s", TABLE)


def _select_purchases(parameters):
    """Sum the documents up to the as-of date per client, in one pass."""
    in_horizon = SQL(
        "moment >= %s AND moment < %s", parameters.horizon_start, parameters.horizon_end
    )
    return SQL(
        """
        SELECT partner_id,
               SUM(revenue) FILTER (WHERE %(in_horizon)s)::bigint AS revenue,
               SUM(margin) FILTER (WHERE %(in_horizon)s)::bigint AS margin,
               COUNT(*) FILTER (WHERE is_purchase AND %(in_horizon)s) AS order_count,
               SUM(revenue)::bigint AS total_revenue,
               SUM(margin)::bigint AS total_margin,
               COUNT(*) FILTER (WHERE is_purchase) AS total_orders,
               MIN(moment) FILTER (WHERE is_purchase) AS first_order,
               MAX(moment) FILTER (WHERE is_purchase) AS last_order,
               MIN(moment) FILTER (WHERE is_purchase AND %(in_horizon)s)
                   AS first_inside,
               %(measures)s
          FROM (%(documents)s) document
      GROUP BY partner_id
        """,
        in_horizon=in_horizon,
        measures=SQL(", ").join(_period_measures(parameters)),
        documents=select_documents(parameters),
    )


def _period_measures(parameters):
    """The measure of each period, as columns ``measure_1``, ``measure_2``..."""
    aggregate = {
        "revenue": SQL("SUM(revenue)"),
        "margin": SQL("SUM(margin)"),
        # A credit note is no order, nor does it take one back.
        "order_count": SQL("COUNT(NULLIF(is_purchase, FALSE))"),
    }[parameters.settings.measure]
    bounds = parameters.period_bounds
    for number, column in enumerate(_measure_columns(parameters)):
        yield SQL(
            "(%s FILTER (WHERE moment >= %s AND moment < %s))::bigint AS %s",
            aggregate,
            bounds[number],
            bounds[number + 1],
            column,
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
    return _local_date(moment, parameters.document_timezone)


def _local_date(moment, timezone):
    """The day of a naive UTC ``moment`` in a time zone."""
    return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", moment, timezone)


def _is_client(parameters):
    """Commercial entities that are clients of the company, or may become some:
    whoever has dealt with us, and every contact that is not one of us (a company
    of this database, an internal user) and not only a vendor."""
    return SQL(
        """
            client.id = client.commercial_partner_id
        AND client.active
        AND client.id NOT IN (SELECT partner_id FROM res_company)
        AND (purchases.partner_id IS NOT NULL
             OR signals.partner_id IS NOT NULL
             OR (client.partner_share
                 AND (client.company_id IS NULL OR client.company_id = %(company_id)s)
                 AND (client.customer_rank > 0 OR client.supplier_rank = 0)))
        """,
        company_id=parameters.company_id,
    )
