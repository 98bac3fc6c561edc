from odoo import fields, models
from odoo.fields import Domain
from odoo.tools.misc import formatLang


class SaleOrder(models.Model):
    """Quotations tell what their client gets for bringing friends, or as a friend."""

    _inherit = "sale.order"

    loyalty_friend_note = fields.Text(
        string="Refer a Friend",
        compute="_compute_open_benefit_ids",
        # Whoever may read an order may see what its client is entitled to
        compute_sudo=True,
    )

    def _show_benefits(self, members):
        super()._show_benefits(members)
        offers = [*self._get_offers_to_referrer(members), *self._get_offers_to_friend()]
        self.loyalty_friend_note = "\n".join(offers)

    def _get_offers_to_referrer(self, members):
        is_referral = Domain("kind", "=", "referral")
        benefits = self._get_entitled_benefits(members, is_referral)
        return [
            self.env._(
                "%(benefit)s: %(points)s points for each friend who pays a first order",
                benefit=benefit.name,
                points=_show_points(self.env, benefit.referrer_points),
            )
            for benefit in benefits
            if benefit.referrer_points
        ]

    def _get_offers_to_friend(self):
        friend = self.partner_id.commercial_partner_id._origin
        if not friend.loyalty_referrer_id or friend._get_referrer_problem():
            return []
        if friend._has_paid_before(self):
            return []
        benefits = self.env["loyalty.referral"]._get_benefits(self, friend)
        return [
            self.env._(
                "%(benefit)s: %(points)s points when your first order is paid",
                benefit=benefit.name,
                points=_show_points(self.env, benefit.referred_points),
            )
            for benefit in benefits
            if benefit.referred_points and self._is_promised(benefit.program_id, friend)
        ]

    def _is_promised(self, program, friend):
        """A friend yet to be drawn may come into the control group, which gets
        nothing: no promise is made then."""
        drawn = program.member_ids.filtered(lambda m: m.partner_id == friend)
        if program.has_members and not drawn:
            return False
        return friend in program._filter_entitled(friend, self.company_id)


def _show_points(env, points):
    digits = 0 if points == round(points) else 2
    return formatLang(env, points, digits=digits)
