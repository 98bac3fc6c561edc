"""Each class as an SQL expression of one client's facts and the cut-offs.

No expression looks at another client, so any number of clients can be labelled
alone. They say the same as the modules ``reference_...`` of the tests. The class of an
axis is made by the function that is called like its column.
"""

import itertools
import math

from odoo.tools import SQL

from ...arithmetic.core.rfm import LEVELS, RfmScores, get_segment
from ...arithmetic.core.thresholds import get_fraction
from ...arithmetic.core.xyz import XyzQuantiles
from .cut_offs import has_variation, squared_variation
from .scores import VALUE


def state(parameters, cut_offs):
    """As ``tests.core.reference_state``: the first of the conditions that fits."""
    thresholds = parameters.settings.state
    return SQL(
        """
        CASE WHEN facts.last_order IS NULL THEN 'prospect'
             WHEN facts.last_order < %(horizon)s THEN 'lost'
             WHEN facts.first_order >= %(as_of)s - %(new_days)s
                  AND facts.purchase_days < %(new_purchases)s THEN 'new'
             WHEN %(is_sleeping)s THEN 'sleeping'
             WHEN %(is_slowing)s THEN 'slowing'
             ELSE 'active' END
        """,
        horizon=parameters.horizon_first_day,
        as_of=parameters.as_of,
        new_days=thresholds.new_days,
        new_purchases=thresholds.new_purchases,
        is_sleeping=_is_silent(parameters, thresholds.sleeping, 2),
        is_slowing=_is_silent(parameters, thresholds.slowing, 1),
    )


def _is_silent(parameters, intervals, times):
    """Has the client been silent for more than so many usual intervals, or, without
    a rhythm, so many times the days of the active base?"""
    silence = SQL("%s - facts.last_order", parameters.as_of)
    days = times * parameters.settings.activity.days
    if not parameters.settings.state.by_rhythm:
        return SQL("%s > %s", silence, days)
    return SQL(
        "%s > COALESCE(%s::numeric * facts.usual_interval, %s)",
        silence,
        str(intervals),
        days,
    )


def temperature(parameters, cut_offs):
    """Hot: an acting client, that has bought and is not lost. Warm: knows us, also as
    a buyer of old. Cold: the rest."""
    return SQL(
        """
        CASE WHEN facts.last_order >= %(hot_since)s THEN 'hot'
             WHEN facts.last_order IS NOT NULL OR facts.warm_signal IS NOT NULL
                  THEN 'warm'
             ELSE 'cold' END
        """,
        hot_since=parameters.hot_since,
    )


def abc(parameters, cut_offs):
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
    """The coefficient of variation as a share, rounded for the screen. In floating
    point: the class is made of exact numbers, see below."""
    squares = SQL(" + ").join(
        SQL("POWER(facts.measures[%s]::float8, 2)", number + 1)
        for number in range(parameters.period_count)
    )
    return SQL(
        """
        CASE WHEN %(has_variation)s
             THEN ROUND(10000 / facts.measure::float8 * SQRT(GREATEST(
                      facts.periods * (%(squares)s) - POWER(facts.measure::float8, 2),
                      0)))::bigint * 0.0001 END
        """,
        has_variation=has_variation(),
        squares=squares,
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
        has_variation=has_variation(),
        is_x=is_x,
        is_y=is_y,
    )


def _varies_up_to(percent):
    """The coefficient of variation compared as exact squares, without a root."""
    return SQL(
        """
        10000 * facts.dispersion
            <= %(percent)s::numeric * %(percent)s::numeric * facts.measure_square
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
    border = cut_offs.profit_total * get_fraction(percent)
    # For integers, so that no product is computed per client
    border = math.ceil(border) if operator == ">=" else math.floor(border)
    return SQL(
        "(facts.margin > 0 AND facts.margin %s %s)",
        SQL(operator),
        border,
    )


def is_active(parameters, cut_offs):
    """Has bought within this many days, the last of them included."""
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
    """1 plus the number of cut points that the integer value exceeds; NULL for those
    who have never bought."""
    steps = SQL(" + ").join(
        SQL("(%s > %s)::integer", value, math.floor(cut)) for cut in cuts or (0,)
    )
    return SQL("CASE WHEN facts.last_order IS NOT NULL THEN 1 + %s END", steps)


def rfm(parameters, cut_offs):
    """The segment of the first rule that the scores match, from a table of all
    scores: a chain of conditions would compute each score many times."""
    scores = range(1, LEVELS + 1)
    segments = [
        get_segment(RfmScores(*combination), parameters.rfm_rules)
        for combination in itertools.product(scores, repeat=3)
    ]
    return SQL(
        """
        (%(segments)s::varchar[])[
            (rfm_recency - 1) * %(levels)s * %(levels)s
            + (rfm_frequency - 1) * %(levels)s + rfm_monetary]
        """,
        segments=segments,
        levels=LEVELS,
    )


def buyer_type(parameters, cut_offs):
    """As ``arithmetic.habits.buyer``; without shares of lines, discount and
    promotions, none."""
    thresholds = parameters.settings.buyer
    free = (SQL("facts.free_lines"), SQL("facts.lines"))
    discount = (SQL("facts.discount_amount"), SQL("facts.list_amount"))
    promotions = (SQL("facts.promotion_orders"), SQL("facts.order_count"))
    return SQL(
        """
        CASE WHEN facts.lines IS NULL OR facts.lines = 0
                  OR facts.order_count < %(min_orders)s THEN NULL
             WHEN %(is_freebie)s THEN 'freebie'
             WHEN %(is_discount)s OR %(is_promoted)s THEN 'discount'
             WHEN %(is_result)s THEN 'result'
             ELSE 'value' END
        """,
        min_orders=thresholds.min_orders,
        is_freebie=_reaches(*free, thresholds.freebie_lines),
        is_discount=_reaches(*discount, thresholds.discount),
        is_promoted=_reaches(*promotions, thresholds.promotions),
        is_result=SQL(" AND ").join(
            [
                _stays_within(*free, thresholds.result_lines),
                _stays_within(*discount, thresholds.result_discount),
                _stays_within(*promotions, thresholds.result_promotions),
            ]
        ),
    )


def _reaches(part, whole, percent):
    return SQL("(%s > 0 AND %s * 100 >= %s::numeric * %s)", whole, part, percent, whole)


def _stays_within(part, whole, percent):
    return SQL("(%s <= 0 OR %s * 100 <= %s::numeric * %s)", whole, part, percent, whole)


def is_stalling(parameters, cut_offs):
    """As ``arithmetic.habits.stalling``."""
    thresholds = parameters.settings.stalling
    return SQL(
        """
        COALESCE(facts.postponements >= %s, FALSE)
        OR COALESCE(facts.expired_quotations >= %s, FALSE)
        """,
        thresholds.postponements,
        thresholds.expired_quotations,
    )


def ltv(parameters, scores):
    """The projected lifetime value: the margin of a year times the multiple of the
    formula; none for who brings a loss, or has not bought before the current month.
    By the purchase model it is a score."""
    if parameters.settings.ltv.formula == "purchases":
        return scores.get(VALUE)
    return SQL(
        """
        CASE WHEN facts.first_order < %(month)s AND facts.margin >= 0
             THEN ROUND(facts.margin * %(factor)s::numeric) * %(cent)s END
        """,
        month=parameters.current_month,
        factor=parameters.settings.ltv.get_multiple() / float(parameters.years),
        cent=parameters.cent,
    )
