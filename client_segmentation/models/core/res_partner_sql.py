from odoo import api, models
from odoo.tools import SQL

from .segment_columns import (
    AMOUNT_FIELDS,
    COMPUTED_FIELDS,
    OWN_FIELDS,
    join_segment,
    segment_field_to_sql,
)


class ResPartner(models.Model):
    """Segment fields of contacts in conditions, sort orders and groups, and to whom
    the amounts among them are closed."""

    _inherit = "res.partner"

    def _own_field_to_sql(self, alias, field_name, query):
        if field_name == "segment_currency_id":
            # Lets the web client show sums of amounts with their currency.
            return SQL("%s::integer", self.env.company.currency_id.id)
        if field_name not in COMPUTED_FIELDS:
            return super()._own_field_to_sql(alias, field_name, query)
        if field_name in AMOUNT_FIELDS and self._sees_own_amounts_only(query):
            segment = self._join_own_segment(alias, query)
        else:
            client = "id" if field_name in OWN_FIELDS else "commercial_partner_id"
            segment = self._join_segment(alias, client, query)
        return segment_field_to_sql(self.env, segment, field_name)

    def _join_segment(self, alias, client, query):
        """Join the segments that the column ``client`` of contacts has in the
        current company to ``query``; return the alias of the joined table."""
        client_sql = SQL.identifier(alias, client, to_flush=self._fields[client])
        link = f"segment_{client}"
        return join_segment(query, alias, link, client_sql, self.env.company)

    def _join_own_segment(self, alias, query):
        """Join the segments of the clients whose salesperson the user is."""
        client, salesperson = (
            SQL.identifier(alias, name, to_flush=self._fields[name])
            for name in ("id", "user_id")
        )
        is_own = SQL("%s = %s", salesperson, self.env.uid)
        link = "segment_of_own"
        return join_segment(query, alias, link, client, self.env.company, is_own)

    @api.model
    def _sees_own_amounts_only(self, query=None):
        """Are the amounts of other salespeople's clients closed to who asks?"""
        return (
            self._is_asked_by_user(query)
            and not self.env.user._sees_amounts_of_all_clients()
        )

    @api.model
    def _is_closed_to_user(self, field_name, with_amounts):
        return super()._is_closed_to_user(field_name, with_amounts) or (
            with_amounts
            and field_name in AMOUNT_FIELDS
            and not self.env.user._sees_amounts_of_all_clients()
        )

    def _filter_open_amounts(self):
        """Return the clients whose amounts the user may see. Whoever reads as
        superuser has decided that."""
        if self.env.su or self.env.user._sees_amounts_of_all_clients():
            return self
        # What is in the database, not in a form that was not saved.
        return self.filtered(
            lambda client: client._origin.sudo().user_id.id == self.env.uid
        )
