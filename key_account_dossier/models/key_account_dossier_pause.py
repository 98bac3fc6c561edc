from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date


class KeyAccountDossier(models.Model):
    """Warnings against personal contacts in a pause."""

    _inherit = "key.account.dossier"

    @api.model
    def _get_pause_warning(self, partners, day):
        """Return a text if a pause of one of ``partners`` lasts on ``day``, as far as
        the user may know: for others there is no dossier and so no pause."""
        if not (day and partners) or not self.has_access("read"):
            return False
        clients = partners._origin | partners.commercial_partner_id._origin
        paused = self.search(
            Domain("partner_id", "in", clients.ids) & Domain("pause_until", ">=", day),
            order="pause_until DESC",
            limit=1,
        )
        return paused and paused._get_pause_text()

    def _get_pause_text(self):
        self.ensure_one()
        return self.env._(
            "%(client)s asked for distance: no personal contact until %(day)s. Hand an "
            "urgent matter over to somebody else.",
            client=self.partner_id.name,
            day=format_date(self.env, self.pause_until),
        )
