from odoo import models


class LoyaltyGenerateWizard(models.TransientModel):
    _inherit = "loyalty.generate.wizard"

    def _get_partners(self):
        """Leave out clients for whom the program is closed."""
        partners = super()._get_partners()
        program = self.program_id.sudo()
        if not program.has_members and not program.is_limited:
            return partners
        entitled = program._filter_entitled(
            partners.commercial_partner_id, program.company_id or self.env.company
        )
        return partners.filtered(lambda p: p.commercial_partner_id in entitled)
