from odoo import api, fields, models

from ..core.doors import need_one

SALES_GROUP = "sales_team.group_sale_salesman"


class ClientPriceListChain(models.AbstractModel):
    """Shows how far the client has come since the last price list sent to it."""

    _name = "client.price.list.chain"
    _description = "Steps from Price List to Payment"

    price_list_chain = fields.Html(
        string="Price List to Payment",
        compute="_compute_price_list_chain",
        sanitize=False,
        exportable=False,
        groups=SALES_GROUP,
    )

    @api.depends_context("company", "lang", "uid")
    def _compute_price_list_chain(self):
        clients = self._get_price_list_clients()
        Report = self.env["client.price.list.report"]
        chains = Report._get_last_chains(clients._origin)
        for record in self:
            client = record._get_price_list_clients()._origin
            chain = chains.get(client)
            record.price_list_chain = chain and self.env["ir.qweb"]._render(
                "client_segmentation.price_list_chain", chain._prepare_chain()
            )

    def _get_price_list_clients(self):
        """Return the clients that these records are about."""
        return self.partner_id.commercial_partner_id


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "client.price.list.chain"]

    def _get_price_list_clients(self):
        return self.commercial_partner_id

    def action_open_price_lists(self):
        """Open all price lists sent to the client and what came of them."""
        need_one(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "client_segmentation.client_price_list_report_action"
        )
        client = self.commercial_partner_id
        action["context"] = {"search_default_partner_id": client.id}
        action["views"] = [(False, "list")]
        return action


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "client.price.list.chain"]
