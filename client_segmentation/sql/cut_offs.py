from dataclasses import dataclass
from decimal import Decimal

from odoo.tools import SQL

from . import facts


@dataclass(frozen=True)
class AbcCutOffs:
    """The last clients of class A and B in order of revenue, by their revenue in
    cents and their id; all None where no client has revenue."""

    client_count: int
    positive_count: int
    total: Decimal
    a_cents: int | None
    a_partner_id: int | None
    b_cents: int | None
    b_partner_id: int | None


def select_abc(parameters):
    """Select one row in the order of the fields of :class:`AbcCutOffs`.

    Only here clients are put in order. With the cut-offs a class is a comparison
    of two numbers, so that any one client can be classified alone.
    """
    return SQL(
        """
        WITH ranked AS (
            SELECT partner_id,
                   cents,
                   SUM(cents) OVER (ORDER BY cents DESC, partner_id
                                    ROWS UNBOUNDED PRECEDING) - cents AS before
              FROM %(facts)s
             WHERE cents > 0
        ), company AS (
            SELECT COUNT(*) AS client_count,
                   COUNT(*) FILTER (WHERE cents > 0) AS positive_count,
                   COALESCE(SUM(cents) FILTER (WHERE cents > 0), 0) AS total
              FROM %(facts)s
        )
        SELECT company.client_count,
               company.positive_count,
               company.total / %(cents_per_unit)s::numeric,
               last_a.cents,
               last_a.partner_id,
               last_b.cents,
               last_b.partner_id
          FROM company
          LEFT JOIN LATERAL (%(last_a)s) last_a ON TRUE
          LEFT JOIN LATERAL (%(last_b)s) last_b ON TRUE
        """,
        facts=facts.TABLE,
        cents_per_unit=parameters.cents_per_unit,
        last_a=_select_last_before(parameters.abc_threshold_a),
        last_b=_select_last_before(parameters.abc_threshold_b),
    )


def _select_last_before(threshold):
    """The last client in order whose share before lies under ``threshold`` %."""
    return SQL(
        """
        SELECT ranked.cents, ranked.partner_id
          FROM ranked
         WHERE ranked.before * 100 < company.total * %s::numeric
      ORDER BY ranked.cents, ranked.partner_id DESC
         LIMIT 1
        """,
        threshold,
    )
