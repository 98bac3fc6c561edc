import itertools
import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


def normalize_vat(vat):
    """A tax number without blanks, dots, dashes and case: "be 0477.472.701" is
    BE0477472701. "/", which says that there is none, is empty."""
    return re.sub(r"[\W_]", "", vat or "").upper()


class ResPartner(models.Model):
    """Clients bring friends, but neither themselves nor each other in a circle."""

    _inherit = "res.partner"

    loyalty_referrer_id = fields.Many2one(
        comodel_name="res.partner",
        string="Referred by",
        index="btree_not_null",
        domain=["|", ("parent_id", "=", False), ("is_company", "=", True)],
        copy=False,
        prefetch=False,
        groups="base.group_user",
        help="The client that referred this one. Both are rewarded when the first "
        "order is paid, if they are in a program that rewards referrals.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        entered = [bool(vals.get("loyalty_referrer_id")) for vals in vals_list]
        for partner in itertools.compress(partners, entered):
            partner._check_loyalty_referrer()
        return partners

    def write(self, vals):
        if "loyalty_referrer_id" not in vals:
            return super().write(vals)
        before = {partner: partner.loyalty_referrer_id for partner in self}
        res = super().write(vals)
        for partner, referrer in before.items():
            if partner.loyalty_referrer_id != referrer:
                partner._check_loyalty_referrer()
        return res

    def _check_loyalty_referrer(self):
        """Refuse a referrer that somebody enters. One that was right when entered does
        not keep its client from being changed or merged later: whether it deserves a
        reward is asked again when there is one."""
        # The referrer's own data may be closed to whoever enters it
        partner = self.sudo()
        if not partner.loyalty_referrer_id:
            return
        if problem := partner._get_referrer_problem():
            raise ValidationError(problem)
        if partner._has_ordered():
            raise ValidationError(
                self.env._(
                    "%(client)s has already ordered, so it can no longer have been "
                    "referred.",
                    client=partner.name,
                )
            )

    def _get_referrer_problem(self):
        self.ensure_one()
        client = self.commercial_partner_id
        referrer = self.loyalty_referrer_id
        names = {"client": self.name, "name": referrer.name}
        if client != self:
            return self.env._(
                "%(client)s is a contact of a company: enter the referrer on the "
                "company.",
                **names,
            )
        if referrer.commercial_partner_id == client or self._is_same_party(referrer):
            return self.env._(
                "%(client)s and %(name)s are the same client: a client cannot refer "
                "itself.",
                **names,
            )
        if self._is_in_referral_loop():
            return self.env._(
                "%(name)s was referred by %(client)s, directly or through others: "
                "clients cannot refer each other.",
                **names,
            )
        return None

    def _is_same_party(self, referrer):
        other = referrer.commercial_partner_id
        vat = normalize_vat(self.vat)
        if vat and vat == normalize_vat(other.vat):
            return True
        emails = (self | self.child_ids).mapped("email_normalized")
        others = (other | other.child_ids).mapped("email_normalized")
        return not {email for email in emails if email}.isdisjoint(others)

    def _is_in_referral_loop(self):
        seen = self.browse()
        current = self.loyalty_referrer_id.commercial_partner_id
        while current and current not in seen:
            if current == self:
                return True
            seen |= current
            current = current.loyalty_referrer_id.commercial_partner_id
        return False

    def _has_ordered(self):
        # Orders of colleagues count, too
        orders = self.env["sale.order"].sudo()
        domain = Domain("partner_id", "child_of", self.id) & Domain(
            "state", "=", "sale"
        )
        return bool(orders.search_count(domain, limit=1))

    def _has_paid_before(self, orders):
        """Whether the client has paid an order besides these."""
        # Orders of colleagues count, too
        domain = (
            Domain("partner_id", "child_of", self.id)
            & Domain("state", "=", "sale")
            & Domain("invoice_status", "=", "invoiced")
            & Domain("id", "not in", orders._origin.ids)
        )
        others = self.env["sale.order"].sudo().search(domain)
        return any(order._is_paid_in_full() for order in others)
