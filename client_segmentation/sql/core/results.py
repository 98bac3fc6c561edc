from odoo.tools import SQL

from ...models.core.segment_axes import ABCXYZ, AXES, LATE_STATES, RFM, STATE
from . import changes, facts, labels, pins, scores

# What a run fills in client_segment, under the names of the labelled facts.
FACT_COLUMNS = (
    "revenue",
    "margin",
    "order_count",
    "total_revenue",
    "total_margin",
    "total_order_count",
    "first_order_date",
    "last_order_date",
    "purchase_days",
    "usual_interval",
    "next_order_date",
    "regularity",
    "warm_signal",
    "warm_signal_date",
    "period_measures",
    "period_count",
    "variation",
    "margin_variation",
    "ltv",
    "rfm_recency",
    "rfm_frequency",
    "rfm_monetary",
    "line_count",
    "free_line_count",
    "list_amount",
    "discount_amount",
    "promotion_order_count",
    "postponement_count",
    "stalling_lead_count",
    "expired_quotation_count",
    "stalling_moment",
    *scores.COLUMNS,
)
CLASS_COLUMNS = (*(axis.column for axis in AXES), ABCXYZ.column, "computed_classes")
COLUMNS = FACT_COLUMNS + CLASS_COLUMNS


def delete_former_clients(parameters):
    """Delete the rows of those who are no clients any more: archived, merged into
    another client, or given a parent company."""
    return SQL(
        """
        DELETE FROM client_segment segment
         WHERE segment.company_id = %(company_id)s
           AND NOT EXISTS (SELECT 1 FROM %(facts)s facts
                            WHERE facts.partner_id = segment.partner_id)
        """,
        company_id=parameters.company_id,
        facts=facts.TABLE,
    )


def create_changes(parameters, cut_offs, found_scores):
    """Put the clients aside whose row differs from what was found, or who have none."""
    effective = pins.select_effective(
        select_labelled(parameters, cut_offs, found_scores),
        COLUMNS,
        parameters.company_id,
        parameters.as_of,
    )
    return changes.create_changes(effective, COLUMNS, parameters.company_id)


def update_changed(parameters):
    return changes.update_changed(COLUMNS, parameters.run_id)


def insert_new(parameters):
    return changes.insert_new(COLUMNS, parameters.company_id, parameters.run_id)


def insert_history(parameters):
    return changes.insert_history(
        parameters.company_id,
        parameters.as_of,
        parameters.run_id,
        parameters.silent_axes,
    )


def select_labelled(parameters, cut_offs, found_scores=scores.NONE):
    """Facts and computed classes of all clients of the company, before pins, under
    the names of :data:`COLUMNS`, with ``partner_id``; amounts in units of the
    currency."""
    return SQL(
        """
        SELECT *, abc || xyz AS abcxyz, %(rfm)s AS rfm, %(state)s AS state,
               CASE WHEN %(is_late)s THEN stake END AS at_stake FROM (
        SELECT facts.partner_id,
               facts.revenue * %(cent)s AS revenue,
               facts.margin * %(cent)s AS margin,
               facts.order_count,
               facts.total_revenue * %(cent)s AS total_revenue,
               facts.total_margin * %(cent)s AS total_margin,
               facts.total_orders AS total_order_count,
               facts.first_order AS first_order_date,
               facts.last_order AS last_order_date,
               facts.purchase_days,
               facts.usual_interval,
               facts.last_order + CEIL(facts.usual_interval)::integer
                   AS next_order_date,
               facts.regularity,
               facts.warm_signal,
               facts.warm_signal_date,
               %(period_measures)s AS period_measures,
               facts.periods AS period_count,
               %(variation)s AS variation,
               %(margin_variation)s AS margin_variation,
               %(ltv)s AS ltv,
               %(classes)s,
               %(rfm_recency)s AS rfm_recency,
               %(rfm_frequency)s AS rfm_frequency,
               %(rfm_monetary)s AS rfm_monetary,
               facts.lines AS line_count,
               facts.free_lines AS free_line_count,
               facts.list_amount * %(cent)s AS list_amount,
               facts.discount_amount * %(cent)s AS discount_amount,
               facts.promotion_orders AS promotion_order_count,
               facts.postponements AS postponement_count,
               facts.stalling_leads AS stalling_lead_count,
               facts.expired_quotations AS expired_quotation_count,
               facts.stalling_moment,
               %(own_state)s AS own_state,
               %(scores)s
          FROM %(facts)s facts
          %(join)s
        OFFSET 0) labelled
        """,
        cent=parameters.cent,
        period_measures=_period_measures(parameters),
        **_variations(parameters),
        ltv=labels.ltv(parameters, found_scores),
        # Made of what has to be there before
        rfm=_class(RFM, parameters, cut_offs),
        state=SQL("own_state" if parameters.is_used("state") else "NULL::varchar"),
        is_late=_is_late(parameters),
        classes=SQL(", ").join(
            SQL("%s AS %s", _class(axis, parameters, cut_offs), _column(axis))
            for axis in AXES
            if axis not in (RFM, STATE)
        ),
        own_state=labels.state(parameters, cut_offs),
        rfm_recency=labels.rfm_recency(parameters, cut_offs),
        rfm_frequency=labels.rfm_frequency(cut_offs),
        rfm_monetary=labels.rfm_monetary(cut_offs),
        facts=facts.TABLE,
        scores=_scores(found_scores),
        join=found_scores.join,
    )


def _scores(found):
    names = {name: name for name in scores.COLUMNS}
    # As the scores have it: see above for who is late
    names["at_stake"] = "stake"
    return SQL(", ").join(
        SQL("%s AS %s", found.get(name), SQL.identifier(shown))
        for name, shown in names.items()
    )


def _is_late(parameters):
    """By its state, which companies may do without, or for its next order."""
    return SQL(
        "COALESCE(%s - last_order_date > usual_interval, FALSE) OR own_state IN %s",
        parameters.as_of,
        LATE_STATES,
    )


def _variations(parameters):
    """The coefficient of variation, in the column that those may read who may read
    the measure."""
    variations = dict.fromkeys(("variation", "margin_variation"), SQL("NULL::numeric"))
    by_margin = parameters.settings.measure == "margin"
    variations["margin_variation" if by_margin else "variation"] = labels.variation(
        parameters
    )
    return variations


def _class(axis, parameters, cut_offs):
    """The class as an expression of the facts; none of an axis that the company does
    without."""
    if parameters.is_used(axis.column):
        return getattr(labels, axis.column)(parameters, cut_offs)
    return SQL("NULL::varchar") if axis.values else SQL("FALSE")


def _column(axis):
    return SQL.identifier(axis.column)


def _period_measures(parameters):
    """The measure of each period in cents (or orders), for who has bought in the
    horizon, for the explanation."""
    return SQL("CASE WHEN facts.periods > 0 THEN TO_JSONB(facts.measures) END")
