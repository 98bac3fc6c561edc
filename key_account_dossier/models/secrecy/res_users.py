from odoo import api, models, tools


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    @tools.ormcache("self.env.uid")
    def _get_own_partner_id(self):
        """Return the number of the user's own contact, without a query each time."""
        return self.env.user.partner_id.id

    @api.model
    def _get_invalidation_fields(self):
        return super()._get_invalidation_fields() | {"partner_id"}
