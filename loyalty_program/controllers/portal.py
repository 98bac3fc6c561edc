from odoo.http import request, route

from odoo.addons.loyalty.controllers.portal import CustomerPortalLoyalty


class CustomerPortalMembers(CustomerPortalLoyalty):
    """Customers see no cards of programs that are closed for them."""

    def _get_closed_programs(self):
        client = request.env.user.partner_id.commercial_partner_id
        programs = request.env["loyalty.program"]
        return programs._get_closed_programs(client, request.env.company)

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if cards := values.get("cards_per_programs"):
            closed = self._get_closed_programs()
            values["cards_per_programs"] = {
                program: found
                for program, found in cards.items()
                if program not in closed
            }
        return values

    def _is_card_closed(self, card_id):
        # Only to compare; super() checks whose card it is
        card = request.env["loyalty.card"].sudo().browse(card_id).exists()
        return card.program_id in self._get_closed_programs()

    @route()
    def portal_my_loyalty_card_history(self, card_id, *args, **kwargs):
        if self._is_card_closed(card_id):
            return request.redirect("/my")
        return super().portal_my_loyalty_card_history(card_id, *args, **kwargs)

    @route()
    def portal_get_card_history_values(self, card_id):
        if self._is_card_closed(card_id):
            return {}
        return super().portal_get_card_history_values(card_id)
