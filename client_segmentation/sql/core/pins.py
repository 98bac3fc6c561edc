"""Classes that managers have pinned, laid over the computed ones.

The computed classes of a pinned client are kept in ``computed_classes`` of its row,
``{axis: computed class}``: a run need not write to the pins, which people edit, and a
class that is no longer pinned comes back without a run.
"""

from odoo.tools import SQL

from ...models.core.segment_axes import AXES


def select_effective(labelled, columns, company_id, day):
    """Select ``columns`` of the computed rows ``labelled`` with the pins that are
    valid on ``day``. ABCXYZ follows the classes it is made of."""
    expressions = {axis.column: _effective(axis) for axis in AXES}
    abc, xyz = expressions["abc"], expressions["xyz"]
    expressions["abcxyz"] = SQL("%s || %s", abc, xyz)
    expressions["computed_classes"] = _computed_classes()
    return SQL(
        """
        SELECT labelled.partner_id, %(columns)s
          FROM (%(labelled)s) labelled
          LEFT JOIN (%(pins)s) pin ON pin.partner_id = labelled.partner_id
        """,
        columns=SQL(", ").join(
            SQL(
                "%s AS %s",
                expressions.get(name) or SQL.identifier("labelled", name),
                SQL.identifier(name),
            )
            for name in columns
        ),
        labelled=labelled,
        pins=select_pins(company_id, day),
    )


def select_pins(company_id, day):
    """One row per pinned client, with a column for each axis."""
    return SQL(
        """
        SELECT partner_id, %(columns)s
          FROM client_segment_pin
         WHERE company_id = %(company_id)s
           AND active
           AND date_start <= %(day)s
           AND (date_end IS NULL OR date_end >= %(day)s)
      GROUP BY partner_id
        """,
        columns=SQL(", ").join(
            SQL(
                "MAX(value) FILTER (WHERE axis = %s) AS %s",
                axis.column,
                SQL.identifier(axis.column),
            )
            for axis in AXES
        ),
        company_id=company_id,
        day=day,
    )


def _effective(axis):
    pinned = SQL.identifier("pin", axis.column)
    if not axis.values:
        pinned = SQL("%s::boolean", pinned)
    return SQL("COALESCE(%s, %s)", pinned, SQL.identifier("labelled", axis.column))


def _computed_classes():
    parts = [
        SQL(
            "CASE WHEN %s IS NULL THEN '{}' ELSE JSONB_BUILD_OBJECT(%s, %s) END",
            SQL.identifier("pin", axis.column),
            axis.column,
            SQL.identifier("labelled", axis.column),
        )
        for axis in AXES
    ]
    return SQL(
        "CASE WHEN pin.partner_id IS NOT NULL THEN %s END", SQL(" || ").join(parts)
    )


def select_computed(company_id, partner_ids=None):
    """Select the classes that the last run computed: of the given clients, or of
    all clients that have or had a pin."""
    if partner_ids is not None:
        is_meant = SQL("segment.partner_id = ANY(%s)", list(partner_ids))
    else:
        is_meant = SQL(
            """
            (segment.computed_classes IS NOT NULL
             OR segment.partner_id IN (SELECT partner_id FROM client_segment_pin
                                        WHERE company_id = %s AND active))
            """,
            company_id,
        )
    return SQL(
        """
        SELECT segment.partner_id, %(columns)s
          FROM client_segment segment
         WHERE segment.company_id = %(company_id)s AND %(is_meant)s
        """,
        columns=SQL(", ").join(_computed(axis) for axis in AXES),
        company_id=company_id,
        is_meant=is_meant,
    )


def _computed(axis):
    kept = SQL("segment.computed_classes ->> %s", axis.column)
    if not axis.values:
        kept = SQL("(%s)::boolean", kept)
    return SQL(
        "CASE WHEN JSONB_EXISTS(segment.computed_classes, %(name)s)"
        " THEN %(kept)s ELSE %(shown)s END AS %(column)s",
        name=axis.column,
        kept=kept,
        shown=SQL.identifier("segment", axis.column),
        column=SQL.identifier(axis.column),
    )


def select_mismatches():
    """Select the ids of the pins whose class is not the computed one."""
    return SQL(
        """
        (SELECT pin.id
           FROM client_segment_pin pin
           JOIN client_segment segment
             ON segment.company_id = pin.company_id
            AND segment.partner_id = pin.partner_id
          WHERE pin.value IS DISTINCT FROM
                CASE WHEN JSONB_EXISTS(segment.computed_classes, pin.axis)
                     THEN segment.computed_classes ->> pin.axis
                     ELSE TO_JSONB(segment) ->> pin.axis END)
        """
    )
