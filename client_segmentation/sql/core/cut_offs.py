from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction

from odoo.tools import SQL

from ...arithmetic.core.thresholds import get_fraction
from ...arithmetic.core.xyz import XyzQuantiles
from . import facts

# Far less than one client of all, far more than floating point is off by
HAIR = Fraction(1, 10**13)


@dataclass(frozen=True)
class CutOffs:
    """A few numbers of the company that, with the facts of a client, give the
    client's classes. Amounts in cents.

    ``a_measure``, ``a_partner_id``: the last client of class A in order of the
    measure; ``rfm_*``: the four cut points of each score, None if nobody has bought;
    ``xyz_x``, ``xyz_y``: squared coefficients of variation, of quantile cuts only.
    """

    client_count: int
    positive_count: int
    measure_total: int
    profit_total: int
    a_measure: int | None
    a_partner_id: int | None
    b_measure: int | None
    b_partner_id: int | None
    rfm_days: list | None
    rfm_orders: list | None
    rfm_amount: list | None
    xyz_x: Decimal | None
    xyz_y: Decimal | None

    def dump(self):
        """Return them as values that JSON keeps exactly, for :meth:`load`."""
        return {
            name: str(value) if isinstance(value, Decimal) else value
            for name, value in asdict(self).items()
        }

    @classmethod
    def load(cls, values):
        squares = {
            name: values[name] and Decimal(values[name]) for name in ("xyz_x", "xyz_y")
        }
        return cls(**{**values, **squares})


def select_cut_offs(parameters):
    """Select one row with the columns of :class:`CutOffs`.

    Only here clients are put in order. With the cut-offs a class is a comparison
    of a few numbers, so that any one client can be classified alone.
    """
    return SQL(
        """
        WITH ranked AS (
            SELECT partner_id,
                   measure,
                   (SUM(measure) OVER (ORDER BY measure DESC, partner_id
                                       ROWS UNBOUNDED PRECEDING))::bigint
                       - measure AS before
              FROM %(facts)s
             WHERE measure > 0
        ), company AS (%(company)s)
        SELECT company.*,
               last_a.measure AS a_measure,
               last_a.partner_id AS a_partner_id,
               last_b.measure AS b_measure,
               last_b.partner_id AS b_partner_id
          FROM company
          LEFT JOIN LATERAL (%(last_a)s) last_a ON TRUE
          LEFT JOIN LATERAL (%(last_b)s) last_b ON TRUE
        """,
        facts=facts.TABLE,
        company=_select_company(parameters),
        last_a=_select_last_before(parameters.settings.abc.a),
        last_b=_select_last_before(parameters.settings.abc.b),
    )


def _select_company(parameters):
    return SQL(
        """
        SELECT COUNT(*) AS client_count,
               COUNT(*) FILTER (WHERE measure > 0) AS positive_count,
               COALESCE(SUM(measure) FILTER (WHERE measure > 0), 0)::bigint
                   AS measure_total,
               COALESCE(SUM(margin) FILTER (WHERE margin > 0), 0)::bigint
                   AS profit_total,
               %(days)s AS rfm_days,
               %(orders)s AS rfm_orders,
               %(amount)s AS rfm_amount,
               %(xyz_x)s AS xyz_x,
               %(xyz_y)s AS xyz_y
          FROM %(facts)s facts
        """,
        days=_quintiles(SQL("%s - last_order", parameters.as_of)),
        orders=_quintiles(SQL("total_orders")),
        amount=_quintiles(SQL("total_revenue")),
        xyz_x=_xyz_quantile(parameters, "x"),
        xyz_y=_xyz_quantile(parameters, "y"),
        facts=facts.TABLE,
    )


def _quintiles(expression):
    """The four cut points of all clients that have bought."""
    return SQL(
        """
        PERCENTILE_CONT(ARRAY[0.2, 0.4, 0.6, 0.8]) WITHIN GROUP (ORDER BY %s)
            FILTER (WHERE last_order IS NOT NULL)
        """,
        expression,
    )


def _xyz_quantile(parameters, name):
    thresholds = parameters.settings.xyz
    if not isinstance(thresholds, XyzQuantiles):
        return SQL("NULL::numeric")
    # PostgreSQL multiplies the share by the number of clients in floating point and
    # takes the next whole number: 7 % of 100 clients would be the eighth.
    share = get_fraction(getattr(thresholds, name)) * (1 - HAIR)
    return SQL(
        "PERCENTILE_DISC(%s) WITHIN GROUP (ORDER BY %s) FILTER (WHERE %s)",
        float(share),
        squared_variation(),
        has_variation(),
    )


def squared_variation():
    """The square of the coefficient of variation. Rounded, since the digits of a
    quotient depend on the size of its operands: clients that vary alike would not
    compare as equal."""
    return SQL("ROUND(facts.dispersion / facts.measure_square, 12)")


def has_variation():
    return SQL("facts.dispersion IS NOT NULL")


def _select_last_before(threshold):
    """The last client in order whose share before lies under ``threshold`` %."""
    return SQL(
        """
        SELECT ranked.measure, ranked.partner_id
          FROM (SELECT CEIL(company.measure_total * %s::numeric * 0.01)::bigint
                           AS before
                OFFSET 0) bound
          JOIN ranked ON ranked.before < bound.before
      ORDER BY ranked.measure, ranked.partner_id DESC
         LIMIT 1
        """,
        threshold,
    )
