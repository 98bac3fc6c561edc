from odoo import api, fields, models


class ClientSegmentPolicy(models.Model):
    _inherit = "client.segment.policy"

    use_audience = fields.Boolean(
        string="Audiences and price lists",
        default=True,
        help="Clients have an audience, and each price list sent to them is followed "
        "through to the payment.",
    )

    @api.model
    def _get_switches(self):
        return super()._get_switches() | {
            "use_audience": (
                "client_audience_id",
                "client_end_audience_id",
                "client_audience_change_ids",
                "client_audience",
                "client_audience_separator",
                "price_list_buttons",
                "price_list_chain",
                "price_list_chain_box",
                "action_send_price_list",
                "action_open_price_lists",
                "client_segmentation.client_audience_menu",
                "client_segmentation.client_price_list_report_action",
            ),
        }
