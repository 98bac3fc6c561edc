from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # All segments, not only those of the user, who cannot write who is in them.
        members = self.env["client.saved.segment.member"].sudo()
        members._join_spans(src_partners + dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)
