from odoo import api, fields, models


class ClientSegmentPolicy(models.Model):
    """Orders of the Point of Sale, where it is installed."""

    _inherit = "client.segment.policy"

    count_pos_orders = fields.Boolean(
        string="Count Point of Sale Orders",
        default=True,
        help="Orders of the Point of Sale with a client are purchases, too, less what "
        "came back. One that was invoiced, or that settled an order of Sales, counts "
        "once.",
    )

    def _get_hidden_names(self):
        hidden = super()._get_hidden_names()
        if self._has_point_of_sale():
            return hidden
        return hidden | {"count_pos_orders"}

    @api.model
    def _has_point_of_sale(self):
        return "pos.order" in self.env
