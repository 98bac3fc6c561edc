from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import RedirectWarning
from odoo.fields import Domain
from odoo.tools import format_date


class KeyAccountDossier(models.Model):
    """The one check of whatever plans a personal contact with a client in a pause.

    It speaks to those who have access to the dossier, and about contacts of its
    manager. For everybody else there is no dossier, and so no pause: what they plan
    goes its ordinary way, even for the manager.
    """

    _inherit = "key.account.dossier"

    @api.model
    def _refuse_in_pause(self, contacts):
        """Stop the first contact that the manager should not make, offering to hand
        the matter over."""
        if paused := self._find_paused(contacts):
            raise RedirectWarning(
                paused._get_pause_text(),
                paused.action_hand_over_matter(),
                self.env._("Hand the matter over"),
            )

    @api.model
    def _remind_of_pause(self, contacts):
        """Tell the user of the pause; for what need not be a contact."""
        if paused := self._find_paused(contacts):
            self.env.user._bus_send(
                "simple_notification",
                {"type": "warning", "message": paused._get_pause_text()},
            )

    @api.model
    def _get_pause_warning(self, partners, day):
        """Return a text if a pause of one of ``partners`` lasts on ``day``, as far as
        the user may know."""
        if not day:
            return False
        paused = self._search_paused(partners, day)[:1]
        return paused and paused._get_pause_text()

    @api.model
    def _find_paused(self, contacts):
        """Return a dossier in whose pause its manager is to talk to the client."""
        if self.env.su or not contacts:
            return self.browse()
        partners = self.env["res.partner"].union(*(one.partners for one in contacts))
        dossiers = self._search_paused(partners, min(one.day for one in contacts))
        for dossier in dossiers:
            clients = dossier.partner_id
            for contact in contacts:
                if (
                    dossier.user_id in contact.users
                    and clients & self._get_clients(contact.partners)
                    and contact.day <= dossier.pause_until
                ):
                    return dossier
        return self.browse()

    @api.model
    def _knows_of_pauses(self):
        """Tell whether there is any pause that the user may know of.

        To be asked first: most have none, and then nothing else is looked up.
        """
        if self.env.su or not self.has_access("read"):
            return False
        # Today it may still be yesterday where the company is.
        since = fields.Date.today() - timedelta(days=1)
        return bool(self.search([("pause_until", ">=", since)], limit=1))

    @api.model
    def _search_paused(self, partners, day):
        """Return the dossiers on ``partners`` with a pause that lasts today and on
        ``day``, of those that are open to the user."""
        if not partners or not self.has_access("read"):
            return self.browse()
        found = self.search(
            Domain("partner_id", "in", self._get_clients(partners).ids)
            & Domain("pause_until", ">=", day),
            order="pause_until DESC",
        )
        return found.filtered(lambda one: one.pause_until >= one._get_today())

    @api.model
    def _get_clients(self, partners):
        # As superuser: whose people they are, nothing else is taken from there.
        partners = partners._origin.sudo()
        return (partners | partners.commercial_partner_id).sudo(False)

    def _get_pause_text(self):
        self.ensure_one()
        return self.env._(
            "%(client)s: pause after a negative contact until %(day)s. Do not "
            "contact the client personally; hand an urgent matter over to somebody "
            "else. If the client gets in touch, log that contact: it ends the pause.",
            client=self.partner_id.name,
            day=format_date(self.env, self.pause_until),
        )
