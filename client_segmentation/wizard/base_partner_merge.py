from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # Results of the merged contacts: two rows of one client in one company may
        # not be, and the next run computes them from the documents, which follow.
        # The user who merges contacts cannot write segments.
        self.env["client.segment"].sudo().search(
            [("partner_id", "in", src_partners.ids)]
        ).unlink()
        return super()._update_foreign_keys(src_partners, dst_partner)
