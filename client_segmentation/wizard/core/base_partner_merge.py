from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # Results of the merged contacts: two rows of one client in one company may
        # not be, and the next run computes them from the documents, which follow.
        # The user who merges contacts cannot write segments.
        for name in ("client.segment", "client.segment.kept"):
            self.env[name].sudo().search(
                [("partner_id", "in", src_partners.ids)]
            ).unlink()
        # All pins of these clients, not only those of the user's own clients
        pins = self.env["client.segment.pin"].sudo()
        pins = pins.search([("partner_id", "in", (src_partners + dst_partner).ids)])
        pins._archive_doubles(dst_partner)
        # Playbooks in progress for several of them: the tasks of one are enough.
        self.env["client.segment.playbook.start"].sudo()._stop_doubles(
            src_partners + dst_partner, dst_partner
        )
        result = super()._update_foreign_keys(src_partners, dst_partner)
        pins._apply_to_clients(pins._get_clients())
        return result
