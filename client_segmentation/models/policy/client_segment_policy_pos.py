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

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if not self._has_point_of_sale():
            for node in arch.xpath("//div[@name='count_pos_orders']"):
                node.getparent().remove(node)
        return arch, view

    @api.model
    def _has_point_of_sale(self):
        return "pos.order" in self.env
