"""Each class as an SQL expression of one client's facts and the cut-offs.

No expression looks at another client, so any number of clients can be labelled
alone. They say the same as the plain-Python modules in ``tools``.
"""

from odoo.tools import SQL

from ..tools.xyz import XyzQuantiles
from .cut_offs import has_variation, squared_variation


def temperature():
    """Hot: has bought at least once. Warm: knows us. Cold: the rest."""
    return SQL(
        """
        CASE WHEN facts.last_order IS NOT NULL THEN 'hot'
             WHEN facts.warm_signal IS NOT NULL THEN 'warm'
             ELSE 'cold' END
        """
    )


def abc(cut_offs):
    """A and B down to their last clients, the other buyers C; who has never bought
    has no class."""
    return SQL(
        """
        CASE WHEN facts.last_order IS NULL THEN NULL
             WHEN facts.measure <= 0 THEN 'c'
             WHEN %(up_to_a)s THEN 'a'
             WHEN %(up_to_b)s THEN 'b'
             ELSE 'c' END
        """,
        up_to_a=_is_up_to(cut_offs.a_measure, cut_offs.a_partner_id),
        up_to_b=_is_up_to(cut_offs.b_measure, cut_offs.b_partner_id),
    )


def _is_up_to(measure, partner_id):
    """Stands the client in order of the measure at the given one's place or before?"""
    return SQL(
        "(facts.measure > %(measure)s"
        " OR (facts.measure = %(measure)s AND facts.partner_id <= %(partner_id)s))",
        measure=measure,
        partner_id=partner_id,
    )


def variation(parameters):
    """The coefficient of variation as a share, rounded for the screen."""
    return SQL(
        "CASE WHEN %s THEN ROUND(SQRT(%s), 4) END",
        has_variation(parameters.settings.xyz),
        squared_variation(),
    )


def xyz(parameters, cut_offs):
    thresholds = parameters.settings.xyz
    if isinstance(thresholds, XyzQuantiles):
        is_x = SQL("%s <= %s", squared_variation(), cut_offs.xyz_x)
        is_y = SQL("%s <= %s", squared_variation(), cut_offs.xyz_y)
    else:
        is_x, is_y = _varies_up_to(thresholds.x), _varies_up_to(thresholds.y)
    return SQL(
        """
        CASE WHEN facts.last_order IS NULL THEN NULL
             WHEN NOT (%(has_variation)s) THEN 'n'
             WHEN %(is_x)s THEN 'x'
             WHEN %(is_y)s THEN 'y'
             ELSE 'z' END
        """,
        has_variation=has_variation(thresholds),
        is_x=is_x,
        is_y=is_y,
    )


def _varies_up_to(percent):
    """The coefficient of variation compared as exact squares, without a root."""
    return SQL(
        """
        10000 * (facts.periods * facts.measure_squares
                 - facts.measure::numeric * facts.measure)
            <= %(percent)s::numeric * %(percent)s::numeric
               * facts.measure::numeric * facts.measure
        """,
        percent=percent,
    )


def tier(parameters, cut_offs):
    thresholds = parameters.settings.share
    return SQL(
        """
        CASE WHEN facts.margin <= 0 THEN NULL
             WHEN %(is_gold)s THEN 'gold'
             WHEN %(is_silver)s THEN 'silver'
             ELSE 'bronze' END
        """,
        is_gold=_has_share(cut_offs, ">=", thresholds.gold),
        is_silver=_has_share(cut_offs, ">=", thresholds.silver),
    )


def is_key(parameters, cut_offs):
    return _has_share(cut_offs, ">=", parameters.settings.share.key)


def is_mono(parameters, cut_offs):
    return _has_share(cut_offs, ">", parameters.settings.share.mono)


def _has_share(cut_offs, operator, percent):
    """Is the client's share of profit at least, or beyond, ``percent``?"""
    return SQL(
        "(facts.margin > 0 AND facts.margin * 100::numeric %s %s * %s::numeric)",
        SQL(operator),
        cut_offs.profit_total,
        percent,
    )


def is_active(parameters):
    """Has bought within so many days, the last of them included."""
    return SQL(
        "COALESCE(facts.last_order >= %s - %s, FALSE)",
        parameters.as_of,
        parameters.settings.activity.days,
    )


def rfm_recency(parameters, cut_offs):
    days = SQL("%s - facts.last_order", parameters.as_of)
    return SQL("6 - %s", _score(days, cut_offs.rfm_days))


def rfm_frequency(cut_offs):
    return _score(SQL("facts.total_orders"), cut_offs.rfm_orders)


def rfm_monetary(cut_offs):
    return _score(SQL("facts.total_revenue"), cut_offs.rfm_amount)


def _score(value, cuts):
    """1 plus the number of cut points that the value exceeds; NULL for those who
    have never bought."""
    steps = SQL(" + ").join(
        SQL("(%s > %s)::integer", value, float(cut)) for cut in cuts or (0,)
    )
    return SQL("CASE WHEN facts.last_order IS NOT NULL THEN 1 + %s END", steps)


def rfm(rules):
    """The segment of the first rule that the scores match."""
    branches = [
        SQL(
            "WHEN rfm_recency BETWEEN %s AND %s AND rfm_frequency BETWEEN %s AND %s"
            " AND rfm_monetary BETWEEN %s AND %s THEN %s",
            *(border for pair in rule.ranges for border in pair),
            rule.segment,
        )
        for rule in rules
    ]
    if not branches:
        return SQL("NULL")
    return SQL("CASE %s END", SQL(" ").join(branches))


def ltv(parameters):
    """The projected lifetime value: the margin of a year times the multiple of the
    formula; none for who has not bought or brings a loss."""
    factor = parameters.settings.ltv.get_multiple() / float(parameters.years)
    return SQL(
        """
        CASE WHEN facts.last_order IS NOT NULL AND facts.margin >= 0
             THEN ROUND(facts.margin * %s::numeric) / %s::numeric END
        """,
        factor,
        parameters.cents_per_unit,
    )
