from odoo import models
from odoo.exceptions import UserError


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def action_send_price_list(self):
        contacts = self.partner_id
        if not contacts:
            raise UserError(
                self.env._("Set the client first: price lists are sent to contacts.")
            )
        opportunity = self if len(self) == 1 else None
        return contacts._get_price_list_action(contacts, opportunity)
