from odoo.tools import SQL

TABLE = SQL.identifier("client_segment_facts")


def create_facts(parameters):
    """Return the statements that make the temporary table of facts, one row per
    client of the company: ``partner_id``, ``cents`` and ``order_count`` within the
    horizon, ``first_order`` and ``last_order`` (dates, up to the as-of date),
    ``warm_signal`` and ``warm_signal_date``.
    """
    yield SQL(
        """
        CREATE TEMPORARY TABLE %(table)s ON COMMIT DROP AS
        WITH purchases AS (%(purchases)s), signals AS (%(signals)s)
        SELECT client.id AS partner_id,
               COALESCE(purchases.cents, 0) AS cents,
               COALESCE(purchases.order_count, 0)::integer AS order_count,
               %(first_order)s AS first_order,
               %(last_order)s AS last_order,
               signals.signal AS warm_signal,
               %(signal_date)s AS warm_signal_date
          FROM res_partner client
          LEFT JOIN purchases ON purchases.partner_id = client.id
          LEFT JOIN signals ON signals.partner_id = client.id
         WHERE %(is_client)s
        """,
        table=TABLE,
        purchases=_select_purchases(parameters),
        signals=_select_latest_signals(parameters),
        first_order=_local_date(parameters, SQL("purchases.first_order")),
        last_order=_local_date(parameters, SQL("purchases.last_order")),
        signal_date=_local_date(parameters, SQL("signals.moment")),
        is_client=_is_client(parameters),
    )
    yield SQL("ANALYZE %s", TABLE)


def drop_facts():
    return SQL("DROP TABLE %s", TABLE)


def _select_purchases(parameters):
    """Sum the confirmed orders up to the as-of date per commercial entity."""
    return SQL(
        """
        SELECT partner.commercial_partner_id AS partner_id,
               SUM(%(cents)s) FILTER (WHERE %(in_horizon)s)::bigint AS cents,
               COUNT(*) FILTER (WHERE %(in_horizon)s) AS order_count,
               MIN(sale.date_order) AS first_order,
               MAX(sale.date_order) AS last_order
          FROM sale_order sale
          JOIN res_partner partner ON partner.id = sale.partner_id
         WHERE sale.company_id = %(company_id)s
           AND sale.state = 'sale'
           AND sale.date_order < %(as_of_end)s
      GROUP BY partner.commercial_partner_id
        """,
        cents=_order_cents(parameters),
        in_horizon=SQL(
            "sale.date_order >= %s AND sale.date_order < %s",
            parameters.horizon_start,
            parameters.horizon_end,
        ),
        company_id=parameters.company_id,
        as_of_end=parameters.as_of_end,
    )


def _order_cents(parameters):
    """The untaxed amount of an order in the smallest unit of the company's
    currency, at the rate of the order's date (which the order keeps)."""
    return SQL(
        """
        ROUND(sale.amount_untaxed * %(cents_per_unit)s
              / CASE WHEN sale.currency_id = %(currency_id)s THEN 1
                     ELSE NULLIF(sale.currency_rate, 0) END)::bigint
        """,
        cents_per_unit=parameters.cents_per_unit,
        currency_id=parameters.currency_id,
    )


def _select_latest_signals(parameters):
    """Select the latest sign of each client that they know us."""
    return SQL(
        """
        SELECT DISTINCT ON (partner.commercial_partner_id)
               partner.commercial_partner_id AS partner_id,
               event.signal,
               event.moment
          FROM (%(events)s) event
          JOIN res_partner partner ON partner.id = event.partner_id
         WHERE event.moment < %(as_of_end)s
      ORDER BY partner.commercial_partner_id, event.moment DESC, event.signal
        """,
        events=SQL(" UNION ALL ").join(_select_signals(parameters)),
        as_of_end=parameters.as_of_end,
    )


def _select_signals(parameters):
    """One SELECT of ``partner_id, signal, moment`` for each kind of signal."""
    # An order confirmed after the as-of date was no more than a quotation on it.
    yield SQL(
        """
        SELECT sale.partner_id, 'quotation' AS signal, sale.create_date AS moment
          FROM sale_order sale
         WHERE sale.company_id = %(company_id)s
           AND (sale.state = 'sent'
                OR (sale.state = 'sale' AND sale.date_order >= %(as_of_end)s))
        """,
        company_id=parameters.company_id,
        as_of_end=parameters.as_of_end,
    )
    yield SQL(
        """
        SELECT lead.partner_id, 'opportunity', COALESCE(
                   lead.date_last_stage_update, lead.create_date)
          FROM crm_lead lead
          JOIN crm_stage stage ON stage.id = lead.stage_id
         WHERE lead.type = 'opportunity'
           AND lead.partner_id IS NOT NULL
           AND (lead.company_id IS NULL OR lead.company_id = %(company_id)s)
           AND stage.sequence > (SELECT MIN(sequence) FROM crm_stage)
        """,
        company_id=parameters.company_id,
    )


def _local_date(parameters, moment):
    """The day of a naive UTC ``moment`` in the company's time zone."""
    return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", moment, parameters.timezone)


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
