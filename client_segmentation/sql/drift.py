from odoo.tools import SQL

from . import facts, touched


def select_drift(parameters):
    """Select by how much the touched clients move the company's totals, in cents:
    ``measure`` and ``profit``, and their number, ``client_count``."""
    return SQL(
        """
        SELECT COALESCE(SUM(GREATEST(facts.measure, 0)
                            - GREATEST(segment.%(measure)s * %(measure_unit)s, 0)
                        ), 0)::float AS measure,
               COALESCE(SUM(GREATEST(facts.margin, 0)
                            - GREATEST(segment.margin * %(cents_per_unit)s, 0)
                        ), 0)::float AS profit,
               COUNT(facts.partner_id) AS client_count
          FROM %(facts)s facts
          FULL JOIN (SELECT *
                       FROM client_segment
                      WHERE company_id = %(company_id)s
                        AND partner_id IN (SELECT partner_id FROM %(clients)s)
                    ) segment ON segment.partner_id = facts.partner_id
        """,
        measure=SQL.identifier(parameters.settings.measure),
        measure_unit=parameters.measure_unit,
        cents_per_unit=parameters.cents_per_unit,
        facts=facts.TABLE,
        company_id=parameters.company_id,
        clients=touched.CLIENTS,
    )
