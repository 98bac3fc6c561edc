from odoo import api, models
from odoo.fields import Domain


class ResourceCalendarLeaves(models.Model):
    """Absences and holidays move the contact clock at once."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._get_key_account_dossiers()._refresh_clock()
        return leaves

    def write(self, vals):
        dossiers = self._get_key_account_dossiers()
        result = super().write(vals)
        (dossiers | self._get_key_account_dossiers())._refresh_clock()
        return result

    def unlink(self):
        # Odoo lets those be deleted that are gone.
        dossiers = self.exists()._get_key_account_dossiers()
        result = super().unlink()
        dossiers._refresh_clock()
        return result

    def _get_key_account_dossiers(self):
        """Return the dossiers whose clock these leaves may move, whoever asks: the
        one who enters an absence need not know of them, and does not learn of them."""
        personal = self.filtered("resource_id")
        domain = Domain("user_id", "in", personal.sudo().resource_id.user_id.ids)
        general = self - personal
        if general:
            domain |= Domain("company_id", "in", general.sudo().company_id.ids)
        return self.env["key.account.dossier"].sudo().search(domain)
