from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # Who merges contacts may not write portraits, nor see all of them.
        portraits = (
            self.env["client.portrait"]
            .sudo()
            .search([("partner_id", "in", (src_partners + dst_partner).ids)])
        )
        portraits._merge_into_one(dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)
