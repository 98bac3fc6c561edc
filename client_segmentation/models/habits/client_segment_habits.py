from odoo import models

from ...arithmetic.habits.buyer import BuyerFacts, BuyerThresholds, suggest
from ...arithmetic.habits.stalling import StallingThresholds, get_reason
from ..core.segment_axes import BUYER_TYPE, IS_STALLING

SHOWN_LEADS = 5


class ClientSegment(models.Model):
    """Why a client is of its buyer type, and why it is stalling."""

    _inherit = "client.segment"

    def _prepare_explanation(self, with_profit):
        values = super()._prepare_explanation(with_profit)
        settings = values["settings"]
        unused = set(values["unused"])
        # Runs from before these axes know nothing of them.
        if "buyer" not in settings:
            return {
                **values,
                "unused": unused | {BUYER_TYPE.column, IS_STALLING.column},
            }
        return {
            **values,
            # That they are switched off is said.
            "unused": unused - {BUYER_TYPE.column},
            "buyer": self._explain_buyer_type(settings),
            "stalling": self._explain_stalling(settings),
        }

    def _tell_reasons(self, values):
        reasons = super()._tell_reasons(values)
        if values.get("buyer") and self.order_count:
            reasons["buyer_type"] = self.env._(
                "Free lines %(free)s %%, taken off the price %(discount)s %%, orders"
                " under a promotion %(promotions)s %%.",
                free=round(values["buyer"]["free_share"]),
                discount=round(values["buyer"]["discount_share"]),
                promotions=round(values["buyer"]["promotion_share"]),
            )
        elif values.get("buyer"):
            reasons["buyer_type"] = self.env._("No purchase in the months that count.")
        if values.get("stalling"):
            reasons["stalling"] = self.env._(
                "Postponements: %(postponements)s, expired quotations: %(expired)s.",
                postponements=self.postponement_count,
                expired=self.expired_quotation_count,
            )
        return reasons

    def _explain_buyer_type(self, settings):
        """Reason, shares in per cent, and thresholds; nothing if the company does
        not want buyer types."""
        if not settings["buyer_types"]:
            return {}
        facts = self._get_buyer_facts()
        return {
            **settings["buyer"],
            "reason": suggest(facts, BuyerThresholds(**settings["buyer"])).reason,
            "free_share": 100 * float(facts.free_share),
            "discount_share": 100 * float(facts.discount_share),
            "promotion_share": 100 * float(facts.promotion_share),
        }

    def _get_buyer_facts(self):
        cents = 10**self.currency_id.decimal_places
        return BuyerFacts(
            orders=self.order_count,
            lines=self.line_count,
            free_lines=self.free_line_count,
            list_amount=round(self.list_amount * cents),
            discount_amount=round(self.discount_amount * cents),
            promotion_orders=self.promotion_order_count,
        )

    def _explain_stalling(self, settings):
        reason = get_reason(
            self.postponement_count,
            self.expired_quotation_count,
            StallingThresholds(**settings["stalling"]),
        )
        return {
            **settings["stalling"],
            "reason": reason,
            "leads": self._get_postponed_leads(),
        }

    def _get_postponed_leads(self):
        """Return the opportunities that are put off most, of those the user may
        see: the counts above are of all."""
        leads = self.env["crm.lead"].sudo(False)
        if not self.postponement_count or not leads.has_access("read"):
            return leads
        return leads.search(
            [
                ("partner_id", "child_of", self.partner_id.id),
                ("company_id", "in", (False, self.company_id.id)),
                ("type", "=", "opportunity"),
                ("won_status", "=", "pending"),
                ("postponement_count", ">", 0),
            ],
            order="postponement_count desc, id",
            limit=SHOWN_LEADS,
        )
