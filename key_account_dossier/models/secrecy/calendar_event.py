from functools import partial

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, Query


class CalendarEvent(models.Model):
    """A meeting made from a dossier is open to those invited, and nobody else.

    Nothing on it tells of the dossier: those invited may be strangers to it. Odoo's
    own private meetings would not do, for they can be searched and grouped by all.
    """

    _name = "calendar.event"
    _inherit = ["key.account.linked.mixin", "calendar.event"]

    invited_only = fields.Boolean(
        string="Invitees Only",
        readonly=True,
        help="Other people cannot find this meeting, whatever its privacy setting.",
    )

    _invited_only = models.Index("(id) WHERE invited_only")

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        events._close_if_from_dossier()
        return events

    def write(self, vals):
        if not self.env.su:
            # What was closed is never opened again, but by the program.
            vals = {k: v for k, v in vals.items() if k != "invited_only"}
        result = super().write(vals)
        if vals.keys() & {"res_model_id", "res_id"}:
            self._close_if_from_dossier()
        if vals.keys() & {"privacy", "recurrence_id"}:
            self.browse(self._get_closed_ids())._close()
        return result

    def _close_if_from_dossier(self):
        confidential = self.env["key.account.confidential.mixin"]
        names = confidential._get_confidential_models()
        # As superuser: the name of the model may be closed to the user.
        linked = self.sudo().filtered(lambda event: event.res_model in names)
        if linked:
            linked.write({"res_model_id": False, "res_id": False})
            linked._close()

    def _close(self):
        """Close these meetings, and the others of their series."""
        # As superuser: not for the user to decide.
        events = self.sudo().with_context(active_test=False)
        events |= events.recurrence_id.calendar_event_ids
        opened = events.filtered(
            lambda event: not event.invited_only or event.privacy != "private"
        )
        if opened:
            opened.write({"invited_only": True, "privacy": "private"})

    @api.model
    def _restrict_to_open(self, domain):
        return domain & Domain.custom(to_sql=partial(self._get_open_sql, None))

    @api.model
    def _get_hidden_sql(self, alias, hosts=()):
        guests = self._fields["partner_ids"]
        return SQL(
            "%(closed)s AND %(organizer)s IS DISTINCT FROM %(uid)s AND %(id)s NOT IN ("
            "SELECT %(event_id)s FROM %(guests)s WHERE %(guest_id)s = %(partner)s)",
            closed=self._column_to_sql(alias, "invited_only"),
            organizer=self._column_to_sql(alias, "user_id"),
            uid=self.env.uid,
            id=SQL.identifier(alias, "id"),
            event_id=SQL.identifier(guests.relation, guests.column1),
            guests=SQL.identifier(guests.relation, to_flush=guests),
            guest_id=SQL.identifier(guests.relation, guests.column2),
            partner=self.env["res.users"]._get_own_partner_id(),
        )

    @api.model
    def _get_hidden_key_sql(self, key, alias, hosts):
        # Closed meetings are few: one list of them serves all rows.
        target = Query.make_alias(alias, self._table)
        return SQL(
            "%s IN (SELECT %s FROM %s AS %s WHERE %s)",
            key,
            SQL.identifier(target, "id"),
            SQL.identifier(self._table),
            SQL.identifier(target),
            self._get_hidden_sql(target),
        )

    def _get_documents(self, models):
        ids = self._origin._ids if self._name in models else ()
        return [(event_id, self._name, event_id) for event_id in ids]

    def _get_closed_ids(self):
        """Return the numbers of those that are for those invited only."""
        rows = self._get_rows("invited_only")
        return [event_id for event_id, closed in rows if closed]

    def _get_hidden(self):
        if self.env.su:
            return self.browse()
        closed = self._get_closed_ids()
        if not closed:
            return self.browse()
        # As superuser: what the user cannot see is what is looked for. Not from the
        # cache, in which Odoo hides who is invited to a private meeting.
        events = self.sudo().with_context(active_test=False)
        query = events._search(Domain("id", "in", closed))
        query.add_where(self._get_hidden_sql(self._table))
        return self.browse(query.get_result_ids())

    @api.model
    def _get_public_fields(self):
        # Else Odoo would put into the cache that a private meeting is open to others.
        return super()._get_public_fields() | {"invited_only"}

    def _get_readers(self):
        """Return the partners who may receive messages on a closed meeting."""
        # As superuser: asked by whoever sends a message.
        events = self.sudo()
        return events.partner_ids | events.user_id.partner_id

    def _get_activity_excluded_models(self):
        confidential = self.env["key.account.confidential.mixin"]
        names = confidential._get_confidential_models()
        return [*super()._get_activity_excluded_models(), *names]
