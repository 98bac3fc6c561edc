from odoo import models
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # Who merges contacts may not see all friends that were rewarded for
        referrals = self.env["loyalty.referral"].sudo()
        referrals._prepare_merge(src_partners, dst_partner)
        # Odoo moves the rows in SQL, where two of one friend would be lost
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _update_values(self, src_partners, dst_partner):
        self._merge_loyalty_referrer(src_partners, dst_partner)
        return super()._update_values(src_partners, dst_partner)

    def _merge_loyalty_referrer(self, source, client):
        """Nobody is left that brought itself; who else brought the client stays, also
        if the client has ordered since."""
        self.env.flush_all()
        partners = source | client
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner partner
                   SET loyalty_referrer_id = NULL
                  FROM res_partner referrer
                 WHERE referrer.id = partner.loyalty_referrer_id
                   AND partner.id IN %(partners)s
                   AND (referrer.id IN %(partners)s
                        OR referrer.commercial_partner_id IN %(partners)s)
                """,
                partners=tuple(partners.ids),
            )
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner partner
                   SET loyalty_referrer_id = source.loyalty_referrer_id
                  FROM res_partner source
                 WHERE partner.id = %(client)s
                   AND partner.loyalty_referrer_id IS NULL
                   AND source.id = (SELECT MIN(id)
                                      FROM res_partner
                                     WHERE id IN %(source)s
                                       AND loyalty_referrer_id IS NOT NULL)
                """,
                client=client.id,
                source=tuple(source.ids),
            )
        )
        partners.invalidate_recordset(["loyalty_referrer_id"])
