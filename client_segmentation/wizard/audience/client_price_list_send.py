from odoo import api, fields, models
from odoo.exceptions import UserError

from ...models.core.doors import need_one


class ClientPriceListSend(models.TransientModel):
    """Says whom price lists will go to and who is left out, before they go."""

    _name = "client.price.list.send"
    _description = "Send Price Lists"

    partner_ids = fields.Many2many(comodel_name="res.partner", string="Chosen")
    recipient_ids = fields.Many2many(
        comodel_name="res.partner",
        string="Recipients",
        compute="_compute_recipient_ids",
    )
    recipient_count = fields.Integer(compute="_compute_recipient_ids")
    obstacles = fields.Text(string="Left Out", compute="_compute_recipient_ids")

    @api.depends("partner_ids")
    def _compute_recipient_ids(self):
        for wizard in self:
            contacts = wizard.partner_ids._origin._get_price_list_recipients()
            obstacles = contacts._get_price_list_obstacles()
            wizard.recipient_ids = contacts - contacts.browse().union(*obstacles)
            wizard.recipient_count = len(wizard.recipient_ids)
            wizard.obstacles = "\n".join(
                f"{contact.display_name}: {reason}"
                for contact, reason in obstacles.items()
            )

    def action_send(self):
        need_one(self)
        if not self.recipient_ids:
            raise UserError(
                self.env._(
                    "No price list can be sent to any of these clients:\n%(reasons)s",
                    reasons=self.obstacles,
                )
            )
        sent = self.recipient_ids._send_price_lists()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Price lists sent: %(count)s", count=len(sent)),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
