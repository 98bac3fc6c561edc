from odoo import api, fields, models
from odoo.exceptions import ValidationError


class KeyAccountDossier(models.Model):
    """The companies that belong to the client and are looked after together with it.

    Their figures are summed up with the client's. Nothing else of theirs becomes
    readable by that: contacts, orders and their own dossiers keep their rules.
    """

    _inherit = "key.account.dossier"

    affiliate_ids = fields.Many2many(
        comodel_name="res.partner",
        relation="key_account_dossier_affiliate_rel",
        column1="dossier_id",
        column2="partner_id",
        string="Affiliates",
        check_company=True,
        domain="[('parent_id', '=', False), ('is_company', '=', True),"
        " ('id', '!=', partner_id)]",
        help="Other companies of the client's group. Their revenue, payments and "
        "deliveries are added to those of the client; who may see their contacts and "
        "orders stays as it is.",
    )

    @api.constrains("affiliate_ids", "partner_id")
    def _check_affiliate_ids(self):
        for dossier in self:
            # As superuser: which company a contact belongs to, and nothing else.
            affiliates = dossier.sudo().affiliate_ids
            clients = affiliates.commercial_partner_id
            own = dossier.sudo().partner_id.commercial_partner_id
            if own in clients or len(clients) < len(affiliates):
                raise ValidationError(
                    self.env._(
                        "Each company of the group counts once: an affiliate is "
                        "another company than the client and the other affiliates."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        dossiers = super().create(vals_list)
        dossiers._check_affiliates_readable()
        return dossiers

    def write(self, vals):
        known = {dossier: dossier.sudo().affiliate_ids for dossier in self}
        result = super().write(vals)
        if "affiliate_ids" in vals:
            self._check_affiliates_readable(known)
        return result

    def _check_affiliates_readable(self, known=None):
        """Let nobody have figures summed up of a company that he may not see."""
        for dossier in self:
            added = dossier.sudo().affiliate_ids
            if known:
                added -= known[dossier]
            added.sudo(False).with_user(self.env.user).check_access("read")

    def _get_group_clients(self):
        """Return the client and its affiliates, each once, as superuser."""
        # Whose people and documents they are; what is read of them is decided where
        # it is read.
        dossiers = self.sudo()
        affiliates = dossiers.affiliate_ids.commercial_partner_id
        return dossiers.partner_id.commercial_partner_id | affiliates
