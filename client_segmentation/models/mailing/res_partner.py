from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def action_mail_clients(self, domain):
        """Open a new mailing to the contacts that ``domain`` finds when it is sent."""
        self.env["mailing.mailing"].check_access("create")
        try:
            Domain(domain).validate(self)
        except (TypeError, ValueError) as error:
            raise UserError(self.env._("The filter cannot be read.")) from error
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Mailing"),
            "res_model": "mailing.mailing",
            "views": [(False, "form")],
            "context": {
                "default_mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
                "default_mailing_domain": repr([*domain]),
            },
        }
