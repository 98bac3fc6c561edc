from odoo import api, fields, models

from odoo.addons.client_segmentation.models.core.doors import need_one

from .client_portrait import STATES


class ResPartner(models.Model):
    _inherit = "res.partner"

    portrait_id = fields.Many2one(
        comodel_name="client.portrait",
        compute="_compute_portrait_id",
        groups="sales_team.group_sale_salesman",
    )
    portrait_state = fields.Selection(
        selection=STATES,
        string="Consent to Portrait",
        compute="_compute_portrait_id",
        groups="sales_team.group_sale_salesman",
    )
    portrait_value_ids = fields.One2many(
        comodel_name="client.portrait.value",
        compute="_compute_portrait_id",
        groups="sales_team.group_sale_salesman",
    )

    @api.depends("commercial_partner_id")
    @api.depends_context("uid")
    def _compute_portrait_id(self):
        """As far as the user may see it."""
        portraits = self.env["client.portrait"].search(
            [("partner_id", "in", self.commercial_partner_id.ids)]
        )
        by_client = {portrait.partner_id: portrait for portrait in portraits}
        for partner in self:
            portrait = by_client.get(partner.commercial_partner_id._origin)
            partner.portrait_id = portrait
            partner.portrait_state = portrait and portrait.state
            partner.portrait_value_ids = portrait and portrait.value_ids

    def action_withdraw_portrait(self):
        need_one(self)
        self.portrait_id.action_withdraw()
