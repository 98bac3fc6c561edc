"""What is expected of each client: its pattern's scores, and its own amounts."""

from odoo.tools import SQL

from ...arithmetic.forecast.stake import DAYS_PER_YEAR
from ..core.scores import VALUE, Scores
from . import patterns

# Shown as a share with two digits; never 0, which stands for none.
SMALLEST_CHANCE = 0.0001


def get_scores(parameters, amounts, pattern_scores, steady):
    """Return the :class:`Scores` of the clients in the table of facts.

    :param amounts: of months with a purchase, as ``arithmetic.forecast.amounts`` has
        them, in cents; or None
    :param pattern_scores: ``{(x, last, n): PatternScore}``
    :param steady: regularity from which on the model does not hold for a client
    """
    money = {
        "expected_margin": SQL("score.expected * score.amount"),
        VALUE: SQL("CASE WHEN score.amount >= 0 THEN score.dert * score.amount END"),
        "at_stake": SQL("GREATEST(%s, 0) * score.fall", _get_usual_year()),
    }
    return Scores(
        _join(amounts, pattern_scores, steady),
        {
            "chance": SQL("score.chance"),
            "expected_orders": SQL("score.expected_orders"),
            **{
                name: SQL("ROUND((%s)::numeric) * %s", cents, parameters.cent)
                for name, cents in money.items()
            },
        },
    )


def _join(amounts, pattern_scores, steady):
    """Who is bought from in the model's way: not the steady ones."""
    # OFFSET 0: the pattern of a client is found once, not for each comparison.
    return SQL(
        """
        LEFT JOIN LATERAL (%(pattern)s OFFSET 0) pattern
          ON facts.purchase_mask > 0
         AND NOT (%(has_regularity)s AND facts.regularity >= %(steady)s)
        LEFT JOIN (%(scores)s) pattern_score
          ON (pattern_score.x, pattern_score.last, pattern_score.n)
             = (pattern.x, pattern.last, pattern.n)
        LEFT JOIN LATERAL (SELECT pattern_score.*, %(amount)s AS amount) score ON TRUE
        """,
        pattern=patterns.select_pattern(SQL("facts.purchase_mask")),
        has_regularity=patterns.has_regularity(),
        steady=steady,
        scores=_select_scores(pattern_scores),
        amount=_get_amount(amounts),
    )


def _select_scores(pattern_scores):
    """What is the same for all clients with a pattern is rounded here, once."""
    columns = [list(column) for column in zip(*pattern_scores, strict=True)] or [[]] * 3
    values = [
        [getattr(score, name) for score in pattern_scores.values()]
        for name in ("chance", "chance_then", "expected", "usual", "dert")
    ]
    return SQL(
        """
        SELECT x, last, n, expected, usual, dert,
               ROUND(GREATEST(chance, %s)::numeric, 4) AS chance,
               ROUND(expected::numeric, 2) AS expected_orders,
               GREATEST(chance_then - chance, 0) AS fall
          FROM UNNEST(
            %s::integer[], %s::integer[], %s::integer[],
            %s::float8[], %s::float8[], %s::float8[], %s::float8[], %s::float8[]
        ) AS score(x, last, n, chance, chance_then, expected, usual, dert)
        OFFSET 0
        """,
        SMALLEST_CHANCE,
        *columns,
        *values,
    )


def _get_amount(amounts):
    """What a month with a purchase is expected to bring, in cents: as
    ``tests.forecast.reference_amounts``, with that of the first."""
    if amounts is None:
        return SQL("facts.recent_margin::float8 / (pattern_score.x + 1)")
    p, q, gamma = amounts
    return SQL(
        """
        %(p)s::float8 * (%(gamma)s::float8 + GREATEST(facts.recent_margin, 0))
            / (%(p)s::float8 * (pattern_score.x + 1) + %(q)s::float8 - 1)
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
             ELSE score.usual * score.amount END
        """,
        DAYS_PER_YEAR,
    )
