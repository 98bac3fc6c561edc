from odoo import api, fields, models

from odoo.addons.client_segmentation.models.core.doors import need_one
from odoo.addons.client_segmentation.models.core.facets import open_with_facet


class ResPartner(models.Model):
    _inherit = "res.partner"

    loyalty_benefit_value = fields.Monetary(
        string="Benefits",
        compute="_compute_loyalty_benefit_value",
        groups="sales_team.group_sale_salesman",
        help="The value of what the client has been given so far in the current "
        "company.",
    )

    @api.depends_context("company", "uid")
    def _compute_loyalty_benefit_value(self):
        values = dict(
            self.env["loyalty.benefit.entry"]._read_group(
                [
                    ("partner_id", "in", self.commercial_partner_id.ids),
                    ("company_id", "=", self.env.company.id),
                ],
                ["partner_id"],
                ["value:sum"],
            )
        )
        for partner in self:
            client = partner.commercial_partner_id
            partner.loyalty_benefit_value = values.get(client, 0.0)

    def action_open_loyalty_benefits(self):
        need_one(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_program.loyalty_benefit_entry_action"
        )
        client = self.commercial_partner_id
        domain = [
            ("partner_id", "=", client.id),
            # As the number on the button
            ("company_id", "=", self.env.company.id),
        ]
        return open_with_facet(action, client.name, domain)
