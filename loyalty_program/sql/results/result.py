"""What members and control group have bought since they were drawn, and before.

Documents, currency, margin and sums are those of the client segments.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from odoo.tools import SQL

from odoo.addons.client_segmentation.sql.documents import sums

from ..business_case.purchases import select_purchases


@dataclass(frozen=True)
class Span:
    """What is measured: a program where it runs, up to and with ``as_of``.

    ``company_ids``: whose documents and costs count, all in one currency: a company,
    and its branches if the program is theirs, too. ``home_id``: of a program of
    several companies, the one measured; its members' points count there. ``documents``:
    parameters of the client segments, which say what a document is.
    """

    program_id: int
    company_ids: tuple[int, ...]
    home_id: int | None
    launched_on: date
    as_of: date
    documents: Any

    @property
    def timezone(self):
        return self.documents.document_timezone

    def select_documents(self):
        """The documents of all companies, by the definition of one."""
        return select_purchases(self.documents, self.company_ids)


def select_companies(program_id):
    """Select the companies that clients of a program were drawn in, or that sold to
    them since."""
    return SQL(
        """
        SELECT company_id FROM loyalty_member WHERE program_id = %(program_id)s
         UNION
        SELECT sale.company_id
          FROM loyalty_member member
          JOIN res_partner partner
            ON partner.commercial_partner_id = member.partner_id
          JOIN sale_order sale ON sale.partner_id = partner.id
         WHERE member.program_id = %(program_id)s
           AND sale.state = 'sale'
           AND sale.date_order >= member.joined_on
      ORDER BY company_id
        """,
        program_id=program_id,
    )


def select_drawn(span):
    """Members and control group, each from the day it was drawn. Clients are drawn by
    their classes in the company that enrols them: a stratum is one of that company.
    """
    return SQL(
        """
        SELECT partner_id, "group" = 'member' AS is_member,
               company_id || ':' || COALESCE(stratum, '') AS stratum,
               %(start)s AS start, %(before)s AS before
          FROM loyalty_member
         WHERE program_id = %(program_id)s
           AND joined_on <= %(as_of)s
           AND is_exempt IS NOT TRUE
        """,
        start=_midnight(span, SQL("joined_on")),
        before=_get_before(span, SQL("joined_on")),
        program_id=span.program_id,
        as_of=span.as_of,
    )


def select_similar(span, is_placebo=False):
    """Members and all clients outside of the program, from its launch.

    Similar are those that bought as often (in powers of 2) and for as much (in powers
    of 4) in the span before the one that is subtracted: coarsened exact matching, S. M.
    Iacus, G. King, G. Porro, "Causal Inference without Balance Checking", Political
    Analysis 20 (2012). Matched on the span that is subtracted, clients who bought by
    chance as much as others would fall back to their own level, and the difference
    would pass for an effect: J. R. Daw, L. A. Hatfield, "Matching and Regression to
    the Mean in Difference-in-Differences Analysis", Health Services Research 53 (2018).
    """
    launch = _get_launch(span)
    earlier, before = _get_earlier(span), _get_before(span, launch)
    start = _midnight(span, launch)
    matched = before
    if is_placebo:
        start, before = before, earlier
    return SQL(
        """
        SELECT client.partner_id,
               COALESCE(member."group" = 'member', FALSE) AS is_member,
               FLOOR(LN(client.orders) / LN(2)) || ':'
               || FLOOR(LN(GREATEST(client.revenue, 1)) / LN(4)) AS stratum,
               %(start)s AS start, %(before)s AS before
          FROM (SELECT partner.commercial_partner_id AS partner_id,
                       SUM(contact.orders) AS orders, SUM(contact.revenue) AS revenue
                  FROM (SELECT partner_id, SUM(revenue) AS revenue,
                               COUNT(NULLIF(is_purchase, FALSE)) AS orders
                          FROM (SELECT * FROM (%(documents)s) document
                                 WHERE moment >= %(earlier)s AND moment < %(matched)s
                                OFFSET 0) document
                      GROUP BY partner_id) contact
                  JOIN res_partner partner ON partner.id = contact.partner_id
              GROUP BY partner.commercial_partner_id) client
          LEFT JOIN loyalty_member member
            ON member.partner_id = client.partner_id
           AND member.program_id = %(program_id)s
         WHERE client.orders > 0
           AND (member.joined_on <= %(as_of)s) IS NOT FALSE
           AND member.is_exempt IS NOT TRUE
        """,
        documents=span.select_documents(),
        start=start,
        before=before,
        earlier=earlier,
        matched=matched,
        program_id=span.program_id,
        as_of=span.as_of,
    )


def select_sums(span, clients):
    return sums.select_sums(
        clients,
        span.select_documents(),
        # Of the first who joined; nobody else's span goes back so far
        _get_before(span, _get_launch(span)),
        span.documents.document_end,
    )


def select_placebo(span):
    """The same of similar clients one span earlier, when there was no program."""
    end = _midnight(span, _get_launch(span))
    documents = SQL(
        "SELECT * FROM (%s) document WHERE moment < %s", span.select_documents(), end
    )
    clients = select_similar(span, is_placebo=True)
    return sums.select_sums(clients, documents, _get_earlier(span), end)


def select_margins(span):
    """The margins of each member and each client of the control group."""
    return sums.select_margins(
        select_drawn(span),
        span.select_documents(),
        _get_before(span, _get_launch(span)),
    )


def select_months(span, clients, bounds):
    """Select per month (1: that of the first bound), group and stratum what the
    clients bought; ``since``: from their own start on."""
    return SQL(
        """
        WITH client AS MATERIALIZED (%(clients)s)
        SELECT width_bucket(moment, %(bounds)s::timestamp[]) AS month,
               client.is_member, client.stratum,
               COALESCE(SUM(margin), 0) AS margin,
               COALESCE(SUM(margin) FILTER (WHERE moment >= client.start), 0)
                   AS margin_since,
               COALESCE(SUM(revenue), 0) AS revenue,
               COUNT(NULLIF(is_purchase, FALSE)) AS orders,
               COUNT(DISTINCT CASE WHEN is_purchase THEN client.partner_id END)
                   AS buyers
          FROM (%(documents)s) document
          JOIN res_partner partner ON partner.id = document.partner_id
          JOIN client ON client.partner_id = partner.commercial_partner_id
         WHERE document.moment >= %(first)s
      GROUP BY 1, client.is_member, client.stratum
        """,
        clients=clients,
        documents=span.select_documents(),
        bounds=bounds,
        first=bounds[0],
    )


def select_costs(span, days, members=None):
    """Select per month (0: up to the day before the first of ``days``) the cost of
    what members were given; ``in_margin``: of it, what the lines of orders carry:
    discounts, gifts and services that were added free of charge. What members cost who
    joined without a draw does not count: their effect is not measured, either.

    :param members: statement of those whose cost counts; None: all others
    """
    return SQL(
        """
        SELECT width_bucket(date, %(days)s::date[]) AS month, SUM(cost) AS cost,
               COALESCE(SUM(cost) FILTER (WHERE kind IN ('discount', 'gift')
                   OR EXISTS (SELECT 1
                                FROM sale_order_line line
                                JOIN loyalty_order_benefit given
                                  ON given.id = line.order_benefit_id
                               WHERE line.order_id = entry.order_id
                                 AND given.kind = entry.kind)), 0) AS in_margin
          FROM loyalty_benefit_entry entry
         WHERE program_id = %(program_id)s
           AND company_id = ANY(%(company_ids)s)
           AND date <= %(as_of)s
           AND %(is_compared)s
           AND NOT EXISTS (SELECT 1
                             FROM loyalty_member member
                            WHERE member.program_id = entry.program_id
                              AND member.partner_id = entry.partner_id
                              AND member.is_exempt)
      GROUP BY 1
        """,
        days=days,
        program_id=span.program_id,
        company_ids=list(span.company_ids),
        as_of=span.as_of,
        is_compared=SQL("partner_id IN (%s)", members) if members else SQL("TRUE"),
    )


def select_matched(span, strata):
    """Members who have similar clients: those of the ``strata``."""
    return SQL(
        """
        SELECT client.partner_id FROM (%s) client
         WHERE client.is_member AND client.stratum = ANY(%s)
        """,
        select_similar(span),
        list(strata),
    )


def select_enrolment(span, days):
    """Select per month how many members have come and gone."""
    return SQL(
        """
        SELECT width_bucket(day, %(days)s::date[]) AS month,
               COUNT(*) FILTER (WHERE has_come) AS joined,
               COUNT(*) FILTER (WHERE NOT has_come) AS gone
          FROM loyalty_member
         CROSS JOIN LATERAL (VALUES (joined_on, TRUE), (left_on, FALSE))
                AS step(day, has_come)
         WHERE program_id = %(program_id)s
           AND "group" = 'member'
           AND day <= %(as_of)s
      GROUP BY 1
        """,
        days=days,
        program_id=span.program_id,
        as_of=span.as_of,
    )


def select_points(span):
    """Select points issued and used up to ``as_of``, those on cards at its end, and
    the cost of the rewards they were used for.

    The balance of that day is that of today without what came since: cards may have
    got points that no history tells of.
    """
    return SQL(
        """
        SELECT COALESCE(SUM(history.issued), 0) AS issued,
               COALESCE(SUM(history.used), 0) AS used,
               COALESCE(SUM(GREATEST(card.points - COALESCE(history.since, 0), 0))
                   FILTER (WHERE card.active AND card.create_date < %(end)s
                   AND (card.expiration_date >= %(as_of)s) IS NOT FALSE), 0) AS balance,
               (SELECT COALESCE(SUM(cost), 0)
                  FROM loyalty_benefit_entry
                 WHERE program_id = %(program_id)s
                   AND company_id = ANY(%(company_ids)s)
                   AND kind IN ('discount', 'gift')
                   AND date <= %(as_of)s) AS cost
          FROM loyalty_card card
          LEFT JOIN (SELECT card_id,
                            SUM(issued) FILTER (WHERE create_date < %(end)s) AS issued,
                            SUM(used) FILTER (WHERE create_date < %(end)s) AS used,
                            SUM(COALESCE(issued, 0) - COALESCE(used, 0))
                                FILTER (WHERE create_date >= %(end)s) AS since
                       FROM loyalty_history
                   GROUP BY card_id) history ON history.card_id = card.id
         WHERE card.program_id = %(program_id)s
           AND EXISTS (SELECT 1 FROM loyalty_member member
                        WHERE member.program_id = card.program_id
                          AND %(is_home)s
                          AND member.partner_id = (
                              SELECT commercial_partner_id FROM res_partner
                               WHERE id = card.partner_id))
        """,
        as_of=span.as_of,
        end=span.documents.as_of_end,
        program_id=span.program_id,
        company_ids=list(span.company_ids),
        is_home=SQL("member.company_id = %s", span.home_id)
        if span.home_id
        else SQL("TRUE"),
    )


def _get_launch(span):
    return SQL("%s::date", span.launched_on)


def _get_earlier(span):
    """The start of the span before the one that ends with the launch."""
    launch = _get_launch(span)
    first = SQL(
        "%(launch)s - 2 * (%(as_of)s::date - %(launch)s + 1)",
        launch=launch,
        as_of=span.as_of,
    )
    return _midnight(span, first)


def _get_before(span, day):
    return _midnight(span, sums.first_day_before(day, span.as_of))


def _midnight(span, day):
    return sums.midnight(day, span.timezone)
