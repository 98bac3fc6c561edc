"""Who has bought since a moment: of whatever counts, and orders in any case, which are
there before they are invoiced. Only the last documents are read, by their dates."""

from dataclasses import dataclass

from odoo.tools import SQL

from .point_of_sale import STATES


@dataclass(frozen=True)
class CountedSources:
    """What counts as purchases of a company.

    :param keys: of ``client.segment.run._get_used_sources``
    :param timezone: of the company, whose days imported purchases and invoices have
    """

    company_id: int
    keys: frozenset
    timezone: str


def select_bought_since(sources, moment):
    """Select ``partner_id``, clients or contacts of theirs, who have bought.

    What has a day and no time counts if it is of the same day: who has perhaps just
    bought is not asked to.

    :param moment: naive UTC, a value or an expression
    """
    selects = {
        "order": _select_orders,
        "invoice": _select_invoices,
        "history": _select_history,
        "pos": _select_pos_orders,
    }
    return SQL(" UNION ALL ").join(
        select(sources, moment)
        for key, select in selects.items()
        if key in {"order", *sources.keys}
    )


def has_bought_since(sources, client_id, moment):
    """Condition: the client has bought; both are expressions."""
    return SQL(
        """
        EXISTS (SELECT FROM res_partner contact
                  JOIN (%s) bought ON bought.partner_id = contact.id
                 WHERE contact.commercial_partner_id = %s)
        """,
        select_bought_since(sources, moment),
        client_id,
    )


def _select_orders(sources, moment):
    return SQL(
        """
        SELECT sale.partner_id FROM sale_order sale
         WHERE sale.company_id = %s AND sale.state = 'sale' AND sale.date_order >= %s
        """,
        sources.company_id,
        moment,
    )


def _select_invoices(sources, moment):
    return SQL(
        """
        SELECT move.partner_id FROM account_move move
         WHERE move.company_id = %s AND move.state = 'posted'
           AND move.move_type = 'out_invoice' AND move.invoice_date >= %s
        """,
        sources.company_id,
        _get_day(sources, moment),
    )


def _select_history(sources, moment):
    return SQL(
        """
        SELECT purchase.partner_id FROM client_purchase purchase
         WHERE purchase.company_id = %s AND purchase.amount >= 0
           AND purchase.day >= %s
        """,
        sources.company_id,
        _get_day(sources, moment),
    )


def _select_pos_orders(sources, moment):
    """What came back has a negative total."""
    return SQL(
        """
        SELECT pos.partner_id FROM pos_order pos
         WHERE pos.company_id = %s AND pos.state IN %s AND pos.amount_total >= 0
           AND pos.date_order >= %s
        """,
        sources.company_id,
        STATES,
        moment,
    )


def _get_day(sources, moment):
    return SQL(
        "(%s::timestamp AT TIME ZONE 'UTC' AT TIME ZONE %s)::date",
        moment,
        sources.timezone,
    )
