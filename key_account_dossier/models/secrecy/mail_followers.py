from odoo import api, models


class MailFollowers(models.Model):
    _name = "mail.followers"
    _inherit = ["key.account.linked.mixin", "mail.followers"]
    _link_fields = ("res_model", "res_id")

    @api.model_create_multi
    def create(self, vals_list):
        followers = super().create(vals_list)
        followers._check_insiders(lambda follower: follower.partner_id)
        return followers

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"res_model", "res_id", "partner_id"}:
            self._check_insiders(lambda follower: follower.partner_id)
        return result

    def _insert_followers(self, res_model, res_ids, partner_ids, *args, **kwargs):
        # Odoo lets authors and assignees follow by itself: leave the others out.
        if res_model in self._get_confidential_models():
            documents = self.env[res_model].sudo().browse(res_ids)
            insiders = documents._get_insiders().partner_id.ids
            partner_ids = [pid for pid in partner_ids if pid in insiders]
        return super()._insert_followers(
            res_model, res_ids, partner_ids, *args, **kwargs
        )
