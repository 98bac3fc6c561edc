from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # A client has one audience per company; nobody may write the rows by hand.
        changes = self.env["client.audience.change"].sudo()
        clients = src_partners + dst_partner
        changes = changes.search([("partner_id", "in", clients.ids)])
        changes._drop_doubles(dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)
