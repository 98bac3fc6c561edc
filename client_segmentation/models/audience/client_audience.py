from odoo import api, fields, models

from ..core.doors import need_one
from ..core.facets import open_with_facet


class ClientAudience(models.Model):
    """A kind of clients that is addressed with prices and words of its own.

    An audience is shared by all companies; its price list belongs to each.
    """

    _name = "client.audience"
    _description = "Audience"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    pricelist_id = fields.Many2one(
        comodel_name="product.pricelist",
        string="Price List",
        company_dependent=True,
        check_company=True,
        help="Sent to clients of this audience by the current company.",
    )
    benefits = fields.Html(
        translate=True,
        help="Why these clients buy from us. The offer mail quotes it.",
    )
    mail_template_id = fields.Many2one(
        comodel_name="mail.template",
        string="Offer Mail",
        domain=[("model", "=", "res.partner")],
        ondelete="restrict",
        help="The e-mail the price list is attached to.",
    )
    client_count = fields.Integer(
        string="Clients",
        compute="_compute_client_count",
        help="Clients of this audience in the current company.",
    )

    @api.depends_context("company")
    def _compute_client_count(self):
        groups = self.env["client.audience.change"]._read_group(
            [
                ("company_id", "=", self.env.company.id),
                ("audience_id", "in", self.ids),
                ("is_current", "=", True),
                ("partner_id.active", "=", True),
            ],
            ["audience_id"],
            ["__count"],
        )
        counts = {audience.id: count for audience, count in groups}
        for audience in self:
            audience.client_count = counts.get(audience.id, 0)

    def action_open_clients(self):
        need_one(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "client_segmentation.client_segment_partner_action"
        )
        domain = [("client_audience_id", "=", self.id)]
        return open_with_facet(action, self.name, domain)
