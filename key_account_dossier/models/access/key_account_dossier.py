from odoo import api, fields, models


class KeyAccountDossier(models.Model):
    _inherit = "key.account.dossier"

    access_ids = fields.One2many(
        comodel_name="key.account.access",
        inverse_name="dossier_id",
        string="Access Log",
    )
    access_user_ids = fields.Many2many(
        comodel_name="res.users",
        string="Open To",
        compute="_compute_access_user_ids",
    )

    @api.depends("user_id", "supervisor_id")
    def _compute_access_user_ids(self):
        for dossier in self:
            # As superuser: one does not see every user of other companies.
            users = (dossier.user_id | dossier.supervisor_id).sudo()
            dossier.access_user_ids = users._filter_key_account_role().sudo(False)
