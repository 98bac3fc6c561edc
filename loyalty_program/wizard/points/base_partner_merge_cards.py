from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge_loyalty_cards(self, src_partners, dst_partner):
        """Odoo adds up the points of the cards and archives all but one: what is owed,
        and the orders that the cards are for, go with the points."""
        # Cards of all companies, and programs that whoever merges may not see
        cards = self.env["loyalty.card"].sudo()
        partners = (src_partners | dst_partner).ids
        cards = cards.search([("partner_id", "in", partners)], order="id")
        cards = cards.filtered("program_id.is_nominative")
        res = super()._merge_loyalty_cards(src_partners, dst_partner)
        for merged in cards.grouped("program_id").values():
            kept = merged.filtered("active")
            own = kept.filtered(lambda card: card.partner_id == dst_partner)
            if gone := merged - kept:
                gone._merge_into(own[0])
        return res
