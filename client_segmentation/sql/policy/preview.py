from odoo.tools import SQL

from ..core.facts import TABLE


def select_moves(found, axes, company_id):
    """Count the clients by their stored class and the one in the select ``found``:
    rows ``axis, before, after, count``. Who is no client on one side has no class."""
    return SQL(
        """
        SELECT class.axis, class.before, class.after, COUNT(*)::integer
          FROM %(clients)s
         CROSS JOIN LATERAL (VALUES %(classes)s) AS class(axis, before, after)
      GROUP BY class.axis, class.before, class.after
        """,
        clients=_clients(found, company_id),
        classes=SQL(", ").join(_class(axis) for axis in axes),
    )


def select_movers(found, axis, company_id, move, limit):
    """Select the clients who make a move, ``(before, after)``, on an axis: the
    ``limit`` largest ones, in rows ``id`` and how many there are in all."""
    before, after = move
    return SQL(
        """
        SELECT COALESCE(segment.partner_id, found.partner_id), COUNT(*) OVER ()
          FROM %(clients)s
         WHERE %(stored)s IS NOT DISTINCT FROM %(before)s
           AND %(new)s IS NOT DISTINCT FROM %(after)s
      ORDER BY segment.revenue DESC NULLS LAST, 1
         LIMIT %(limit)s
        """,
        clients=_clients(found, company_id),
        stored=_value("segment", axis),
        new=_value("found", axis),
        before=before,
        after=after,
        limit=limit,
    )


def select_largest(found, axes, number):
    """Select the largest clients of each class of some axes, ``number`` of each: rows
    ``axis``, ``value``, ``name``. The facts that ``found`` is made from are there."""
    return SQL(
        """
        WITH found AS MATERIALIZED (
            SELECT found.*, facts.revenue
              FROM (%(found)s) found
              JOIN %(facts)s facts ON facts.partner_id = found.partner_id)
        %(classes)s
        """,
        found=found,
        facts=TABLE,
        classes=SQL(" UNION ALL ").join(
            _select_largest(axis, known.value, number)
            for axis in axes
            for known in axis.classes
        ),
    )


def _select_largest(axis, value, number):
    return SQL(
        """
        (SELECT %(axis)s AS axis, %(value)s AS value, client.name
           FROM found
           JOIN res_partner client ON client.id = found.partner_id
          WHERE %(class)s = %(value)s
       ORDER BY found.revenue DESC, client.id
          LIMIT %(number)s)
        """,
        axis=axis.column,
        value=value,
        **{"class": _value("found", axis)},
        number=number,
    )


def _clients(found, company_id):
    return SQL(
        """(%(found)s) found
          FULL JOIN (SELECT segment.*
                       FROM client_segment segment
                       JOIN res_partner client
                         ON client.id = segment.partner_id AND client.active
                      WHERE segment.company_id = %(company_id)s)
                    segment ON segment.partner_id = found.partner_id""",
        found=found,
        company_id=company_id,
    )


def _class(axis):
    return SQL(
        "(%s, %s, %s)", axis.column, _value("segment", axis), _value("found", axis)
    )


def _value(alias, axis):
    column = SQL.identifier(alias, axis.column)
    if axis.values:
        return SQL("%s::varchar", column)
    return SQL("CASE WHEN %s THEN 'true' ELSE 'false' END", column)


def select_examples(found, axes, company_id):
    """Select the largest client with a class of each axis: rows ``axis, client,
    class``. Classes that say nothing come last: no, and N for too little data."""
    return SQL(
        """
        SELECT DISTINCT ON (class.axis) class.axis, found.partner_id, class.value
          FROM (%(found)s) found
          JOIN client_segment segment
            ON segment.partner_id = found.partner_id
           AND segment.company_id = %(company_id)s
         CROSS JOIN LATERAL (VALUES %(classes)s) AS class(axis, value)
         WHERE class.value <> 'false'
      ORDER BY class.axis, class.value = 'n', segment.revenue DESC NULLS LAST,
               found.partner_id
        """,
        found=found,
        company_id=company_id,
        classes=SQL(", ").join(
            SQL("(%s, %s)", axis.column, _value("found", axis)) for axis in axes
        ),
    )
