from collections import defaultdict

from odoo import api, models

from .key_account_plan_measure import CATEGORY, LATE, MARGIN


class KeyAccountDossier(models.Model):
    _inherit = "key.account.dossier"

    def _read_measures(self, plans):
        """Return ``{objective's id: value}``, None where nothing is known.

        Access is checked where the figures are read.
        """
        readers = {
            "revenue": lambda dossier: dossier.revenue_year,
            MARGIN: lambda dossier: dossier.sudo().margin_year,
            "purchase_share": lambda dossier: (
                100 * dossier.revenue_year / dossier.budget if dossier.budget else None
            ),
            "nps": lambda dossier: _or_none(dossier.nps),
            "overdue": lambda dossier: dossier.overdue_amount,
            LATE: lambda dossier: 100 * dossier.late_delivery_share,
        }
        special = {
            CATEGORY: self._read_category_revenue,
            "pipeline": self._read_pipeline,
        }
        result = {}
        for source, objectives in plans.grouped("source").items():
            if source in special:
                result |= special[source](objectives)
            elif source in readers:
                for plan in objectives:
                    result[plan.id] = readers[source](plan.dossier_id)
        return result

    @api.model
    def _read_category_revenue(self, plans):
        result = {}
        for (
            company,
            dossiers_by_client,
        ) in plans.dossier_id._get_clients_by_company().items():
            dossiers = self.union(*dossiers_by_client.values())
            _groups, _kinds, bought = dossiers._read_purchases(company)
            sums = {
                dossier.id: dossier._add_up_purchases(bought) for dossier in dossiers
            }
            for plan in plans.filtered(
                lambda one, sums=sums: one.dossier_id.id in sums
            ):
                below = plan.categ_id.search([("id", "child_of", plan.categ_id.id)])
                amounts = sums[plan.dossier_id.id]
                result[plan.id] = sum(amounts.get(id_, 0) for id_ in below.ids)
        return result

    @api.model
    def _read_pipeline(self, plans):
        """What the open opportunities are worth, each by its probability; summed up
        past the rules of opportunities, as revenue is past those of orders."""
        amounts = defaultdict(float)
        for (
            company,
            dossiers_by_client,
        ) in plans.dossier_id._get_clients_by_company().items():
            rows = (
                self.env["crm.lead"]
                .sudo()
                ._read_group(
                    [
                        ("type", "=", "opportunity"),
                        ("won_status", "=", "pending"),
                        ("company_id", "in", [False, company.id]),
                        (
                            "partner_id.commercial_partner_id",
                            "in",
                            list(dossiers_by_client),
                        ),
                    ],
                    ["partner_id"],
                    ["prorated_revenue:sum"],
                )
            )
            for partner, amount in rows:
                for dossier in dossiers_by_client[partner.commercial_partner_id.id]:
                    amounts[dossier.id] += amount
        return {plan.id: amounts[plan.dossier_id.id] for plan in plans}


def _or_none(value):
    return None if value is False else value
