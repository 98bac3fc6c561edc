"""Who puts the decision off: open opportunities whose closing date was moved to a
later day, and quotations that have expired."""

from odoo.tools import SQL


def select_delays(parameters):
    """Select, of each client who delays, ``partner_id``, ``postponements`` of the
    open opportunity with the most of them, ``stalling_leads``: the opportunities with
    too many, ``postponed_at``: the last time, and of all expired quotations the
    arrays ``quoted`` (since when) and ``expired`` (the first moment without)."""
    return SQL(
        """
        SELECT partner.commercial_partner_id AS partner_id,
               MAX(delay.postponements) AS postponements,
               (COUNT(*) FILTER (WHERE delay.postponements >= %(limit)s))::integer
                   AS stalling_leads,
               MAX(delay.postponed_at) AS postponed_at,
               ARRAY_AGG(delay.quoted) FILTER (WHERE delay.quoted IS NOT NULL)
                   AS quoted,
               ARRAY_AGG(delay.expired) FILTER (WHERE delay.quoted IS NOT NULL)
                   AS expired
          FROM (%(delays)s) delay
          JOIN res_partner partner ON partner.id = delay.partner_id
      GROUP BY partner.commercial_partner_id
        """,
        limit=parameters.settings.stalling.postponements,
        delays=SQL(" UNION ALL ").join(
            [
                _select_postponed(parameters),
                _select_expired(parameters, SQL("state = 'sent'"), SQL("date_order")),
                # Confirmed after the as-of date: no more than a quotation on it
                _select_expired(
                    parameters,
                    SQL("state = 'sale' AND date_order >= %s", parameters.as_of_end),
                    SQL("create_date"),
                ),
            ]
        ),
    )


def _select_postponed(parameters):
    return SQL(
        """
        SELECT lead.partner_id,
               lead.postponement_count AS postponements,
               lead.postponement_date AS postponed_at,
               NULL::timestamp AS quoted,
               NULL::timestamp AS expired
          FROM crm_lead lead
         WHERE lead.postponement_count > 0
           AND lead.active
           AND lead.type = 'opportunity'
           AND lead.won_status = 'pending'
           AND lead.partner_id IS NOT NULL
           AND (lead.company_id IS NULL OR lead.company_id = %(company_id)s)
           AND lead.create_date < %(as_of_end)s
        """,
        company_id=parameters.company_id,
        as_of_end=parameters.as_of_end,
    )


def _select_expired(parameters, is_quotation, quoted):
    """The last day of its validity still counts for the quotation."""
    return SQL(
        """
        SELECT partner_id, NULL, NULL, %(quoted)s, (validity_date + 1)::timestamp
          FROM sale_order
         WHERE company_id = %(company_id)s
           AND %(is_quotation)s
           AND validity_date < %(as_of)s
           AND %(quoted)s IS NOT NULL
        """,
        quoted=quoted,
        company_id=parameters.company_id,
        is_quotation=is_quotation,
        as_of=parameters.as_of,
    )


def expired_since_last_order(aggregate):
    """``aggregate`` of the ends of the quotations made since the last purchase: who
    has bought one of three variants lets the others expire."""
    return SQL(
        """
        CASE WHEN delays.quoted IS NOT NULL THEN (
            SELECT %s(quotation.expired)
              FROM UNNEST(delays.quoted, delays.expired) quotation(quoted, expired)
             WHERE purchases.last_order IS NULL
                OR quotation.quoted > purchases.last_order) END
        """,
        SQL(aggregate),
    )
