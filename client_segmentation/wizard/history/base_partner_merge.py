from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # A contact that stands for others, too, is none that undoing an import may
        # remove. Imports are their owners', not those of the user who merges.
        self.env["client.history.client"].sudo().search(
            [("partner_id", "in", (src_partners + dst_partner).ids)]
        ).write({"is_created": False})
        return super()._update_foreign_keys(src_partners, dst_partner)
