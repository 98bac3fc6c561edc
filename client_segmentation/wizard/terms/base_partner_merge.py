from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # Two open proposals of one term may not be; they are recreated anyway. The
        # user who merges contacts cannot write proposals.
        self.env["client.segment.terms.proposal"].sudo().search(
            [
                ("partner_id", "in", (src_partners + dst_partner).ids),
                ("state", "in", ("open", "queued")),
            ]
        ).unlink()
        return super()._update_foreign_keys(src_partners, dst_partner)
