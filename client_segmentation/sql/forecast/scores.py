"""What is expected of each client: its pattern's scores, and its own amounts."""

from odoo.tools import SQL

from ...arithmetic.forecast.stake import DAYS_PER_YEAR
from ...models.core.segment_axes import LATE_STATES
from ..core import facts, labels, scores
from . import patterns

# Shown as a share with two digits; never 0, which stands for none.
SMALLEST_CHANCE = 0.0001


def insert(parameters, amounts, pattern_scores, steady):
    """Return the statements that fill the table of scores.

    :param amounts: of months with a purchase, as ``arithmetic.forecast.amounts`` has
        them, in cents; or None
    :param pattern_scores: ``{(x, last, n): PatternScore}``
    :param steady: regularity from which on the model does not hold for a client
    """
    return scores.insert(_select(parameters, amounts, pattern_scores, steady))


def _select(parameters, amounts, pattern_scores, steady):
    return SQL(
        """
        SELECT partner_id,
               ROUND(GREATEST(chance, %(smallest)s)::numeric, 4),
               ROUND(expected::numeric, 2),
               ROUND((expected * amount)::numeric) * %(cent)s,
               CASE WHEN is_late
                    THEN ROUND(stake::numeric) * %(cent)s END,
               CASE WHEN amount >= 0
                    THEN ROUND((dert * amount)::numeric) * %(cent)s END
          FROM (SELECT *, GREATEST(yearly, 0) * GREATEST(chance_then - chance, 0)
                          AS stake
                  FROM (%(clients)s) client) client
        """,
        smallest=SMALLEST_CHANCE,
        cent=parameters.cent,
        clients=_select_clients(parameters, amounts, pattern_scores, steady),
    )


def _select_clients(parameters, amounts, pattern_scores, steady):
    """Who is bought from in the model's way: not the steady ones."""
    return SQL(
        """
        SELECT facts.partner_id, score.*, amount.amount,
               %(yearly)s AS yearly,
               %(is_late)s AS is_late
          FROM %(facts)s facts
          JOIN (%(patterns)s) pattern ON pattern.partner_id = facts.partner_id
          JOIN (%(scores)s) score
               ON (score.x, score.last, score.n) = (pattern.x, pattern.last, pattern.n)
         CROSS JOIN LATERAL (SELECT %(amount)s AS amount) amount
         WHERE NOT (%(has_regularity)s AND regularity >= %(steady)s)
        """,
        yearly=_get_usual_year(),
        is_late=_is_late(parameters),
        facts=facts.TABLE,
        patterns=patterns.select_clients(),
        scores=_select_scores(pattern_scores),
        amount=_get_amount(amounts),
        has_regularity=patterns.has_regularity(),
        steady=steady,
    )


def _select_scores(pattern_scores):
    columns = [list(column) for column in zip(*pattern_scores, strict=True)] or [[]] * 3
    values = [
        [getattr(score, name) for score in pattern_scores.values()]
        for name in ("chance", "chance_then", "expected", "usual", "dert")
    ]
    return SQL(
        """
        SELECT * FROM UNNEST(
            %s::integer[], %s::integer[], %s::integer[],
            %s::float8[], %s::float8[], %s::float8[], %s::float8[], %s::float8[]
        ) AS score(x, last, n, chance, chance_then, expected, usual, dert)
        """,
        *columns,
        *values,
    )


def _get_amount(amounts):
    """What a month with a purchase is expected to bring, in cents: as
    ``tests.forecast.reference_amounts``, with that of the first."""
    if amounts is None:
        return SQL("facts.recent_margin::float8 / (score.x + 1)")
    p, q, gamma = amounts
    return SQL(
        """
        %(p)s::float8 * (%(gamma)s::float8 + GREATEST(facts.recent_margin, 0))
            / (%(p)s::float8 * (score.x + 1) + %(q)s::float8 - 1)
        """,
        p=p,
        q=q,
        gamma=gamma,
    )


def _get_usual_year():
    """As ``arithmetic.forecast.stake.get_usual_year``; for who has no rhythm by the
    months in which clients with its pattern usually buy."""
    return SQL(
        """
        CASE WHEN facts.usual_interval > 0
             THEN facts.total_margin::float8 / facts.purchase_days
                  * %s / facts.usual_interval::float8
             ELSE score.usual * amount.amount END
        """,
        DAYS_PER_YEAR,
    )


def _is_late(parameters):
    return SQL(
        "(COALESCE(%s - facts.last_order > facts.usual_interval, FALSE) OR %s IN %s)",
        parameters.as_of,
        labels.state(parameters, None),
        LATE_STATES,
    )
