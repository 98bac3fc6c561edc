from odoo import api, fields, models


class ClientPriceList(models.Model):
    """A price list sent to a client by mail.

    Only the sending is stored. What came of it is read from the documents, in
    :class:`ClientPriceListReport`.
    """

    _name = "client.price.list"
    _description = "Price List Sent"
    _order = "date desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    date = fields.Datetime(
        string="Sent On", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson",
        readonly=True,
        ondelete="set null",
        help="The user who sent the price list.",
    )
    audience_id = fields.Many2one(
        comodel_name="client.audience",
        readonly=True,
        ondelete="restrict",
        help="The audience of the client at that time.",
    )
    pricelist_id = fields.Many2one(
        comodel_name="product.pricelist",
        string="Price List",
        readonly=True,
        ondelete="set null",
    )
    opportunity_id = fields.Many2one(
        comodel_name="crm.lead",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="The opportunity it was sent from, if any.",
    )
    message_id = fields.Many2one(
        comodel_name="mail.message",
        string="Mail",
        readonly=True,
        ondelete="set null",
    )

    _client_index = models.Index("(company_id, partner_id, date)")

    @api.model
    def _log_sendings(self, message_by_contact, opportunity):
        """Remember the price lists that went out with these messages.

        :param message_by_contact: ``{contact or client: mail.message}``
        """
        return self.create(
            [
                {
                    "partner_id": contact.commercial_partner_id.id,
                    "company_id": self.env.company.id,
                    "user_id": self.env.uid,
                    "audience_id": contact.client_audience_id.id,
                    "pricelist_id": contact.client_audience_id.pricelist_id.id,
                    "opportunity_id": opportunity.id,
                    "message_id": message.id,
                }
                for contact, message in message_by_contact.items()
            ]
        )
