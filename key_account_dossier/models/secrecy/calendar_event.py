from odoo import api, fields, models
from odoo.fields import Domain


class CalendarEvent(models.Model):
    """A meeting made from a dossier is open to those invited, and nobody else.

    Nothing on it tells of the dossier: those invited may be strangers to it. Odoo's
    own private meetings would not do, for they can be searched and grouped by all.
    """

    _name = "calendar.event"
    _inherit = ["key.account.linked.mixin", "calendar.event"]

    invited_only = fields.Boolean(
        string="For Those Invited Only",
        readonly=True,
        help="Others do not find this meeting, whatever its privacy says.",
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
    def _get_hidden_domain(self):
        return Domain("invited_only", "=", True) & ~self._get_invited_domain()

    @api.model
    def _get_invited_domain(self):
        organizer = Domain("user_id", "=", self.env.uid)
        return organizer | Domain("partner_ids", "in", self.env.user.partner_id.ids)

    def _get_documents(self):
        return [(event_id, self._name, event_id) for event_id in self._origin._ids]

    def _get_closed_ids(self):
        """Return the numbers of those that are for those invited only."""
        return self._search_closed(Domain.TRUE)

    def _get_hidden(self):
        if self.env.su:
            return self.browse()
        return self.browse(self._search_closed(~self._get_invited_domain()))

    def _search_closed(self, domain):
        if not any(self._ids):
            return []
        # As superuser: what the user cannot see is what is looked for. Not from the
        # cache, in which a stranger may have set a value.
        events = self.sudo().with_context(active_test=False)
        closed = Domain("invited_only", "=", True)
        return events._search(
            Domain("id", "in", self._origin.ids) & closed & domain
        ).get_result_ids()

    def _get_readers(self):
        """Return the partners who may receive messages on a closed meeting."""
        # As superuser: asked by whoever sends a message.
        events = self.sudo()
        return events.partner_ids | events.user_id.partner_id

    def _get_activity_excluded_models(self):
        confidential = self.env["key.account.confidential.mixin"]
        names = confidential._get_confidential_models()
        return [*super()._get_activity_excluded_models(), *names]
