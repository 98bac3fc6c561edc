from odoo import api, models
from odoo.tools import SQL
from odoo.tools.misc import format_date

# So long after its entry a client is news.
DAYS_ON_LIST = 7


class ClientDay(models.AbstractModel):
    """Clients that have entered a saved segment, on My Day of their salesperson."""

    _inherit = "client.day"

    @api.model
    def _get_day_sources(self, scope):
        return [*super()._get_day_sources(scope), self._select_entered(scope)]

    @api.model
    def _select_entered(self, scope):
        """Of shared segments only: the name of another one is its owner's. Clients in
        from the first count on have not entered."""
        return self._select_day_reason(
            SQL(
                """
                FROM client_saved_segment segment
                JOIN client_saved_segment_member member
                  ON member.segment_id = segment.id AND member.date_out IS NULL
                JOIN res_partner client
                  ON client.id = member.partner_id AND client.active
                """
            ),
            SQL(
                """
                segment.is_on_day AND segment.is_shared AND segment.active
                AND segment.company_id = %(company)s
                AND member.date_in > segment.counted_since
                AND member.date_in > %(today)s::date - %(days)s
                AND client.user_id = ANY(%(users)s)
                """,
                company=scope.company_id,
                today=scope.today,
                days=DAYS_ON_LIST,
                users=scope.users,
            ),
            partner_id=SQL("client.id"),
            user_id=SQL("client.user_id"),
            reason=SQL("'entered'"),
            urgency=SQL("0.8"),
            day=SQL("member.date_in"),
            words=SQL("segment.name"),
        )

    def _tell_entered(self, row):
        return self.env._(
            "Entered the segment “%(segment)s” on %(date)s.",
            segment=row["words"],
            date=format_date(self.env, row["day"]),
        )
