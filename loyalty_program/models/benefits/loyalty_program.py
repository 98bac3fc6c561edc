from odoo import fields, models

from ..gate.loyalty_program_terms import _read_terms

BENEFIT_TERMS = (
    "kind",
    "minimum_tier",
    "minimum_amount",
    "unit_cost",
    "cost_share",
    "product_id",
    "promise_days",
    "is_priority",
    "change_days",
    "payment_term_id",
    "exposure_limit",
    "ticket_amount",
    "referrer_points",
    "referred_points",
)


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    benefit_ids = fields.One2many(
        comodel_name="loyalty.benefit",
        inverse_name="program_id",
        string="Benefits",
        copy=True,
    )

    def _get_term_models(self):
        return {**super()._get_term_models(), "benefits": "loyalty.benefit"}

    def _get_terms(self, with_state=False):
        """Benefits cost money, too: an approved business case covers these only."""
        terms = super()._get_terms(with_state)
        # The gate compares terms for users who see no costs. What the context or the
        # cache holds of archived benefits does not matter
        benefits = self.sudo().with_context(active_test=False).benefit_ids
        benefits = benefits.filtered("active").sorted("id")
        if benefits:
            terms["benefits"] = [_read_terms(b, BENEFIT_TERMS) for b in benefits]
        return terms

    def _get_gifts(self):
        # Prize draws and friends are games of their own: several do not interfere
        kinds = self.sudo().benefit_ids.filtered("active").mapped("kind")
        own = {("benefit", kind) for kind in kinds if kind not in ("draw", "referral")}
        return super()._get_gifts() | own
