from odoo import api, fields, models


class ClientAudienceChange(models.Model):
    """What somebody set as the audience of a client in a company, and when.

    The current row of a client is its audience, the others are its history.
    """

    _name = "client.audience.change"
    _description = "Audience of a Client"
    _order = "create_date desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    audience_id = fields.Many2one(
        comodel_name="client.audience",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    end_audience_id = fields.Many2one(
        comodel_name="client.audience",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    is_current = fields.Boolean(string="Current", default=True, readonly=True)

    _unique_current = models.UniqueIndex("(company_id, partner_id) WHERE is_current")

    @api.model
    def _get_current(self, clients):
        """Return the current rows of ``clients`` in the current company."""
        return self.search(
            [
                ("company_id", "=", self.env.company.id),
                ("partner_id", "in", clients.ids),
                ("is_current", "=", True),
            ]
        )

    @api.model
    def _set_audiences(self, values_by_client):
        """Give clients new audiences in the current company.

        :param values_by_client: ``{client: {"audience_id", "end_audience_id"}}``
        """
        clients = self.env["res.partner"].union(*values_by_client)
        current = self._get_current(clients).grouped("partner_id")
        obsolete = self.browse()
        vals_list = []
        for client, values in values_by_client.items():
            row = current.get(client, self.browse())
            if {name: row[name].id for name in values} != values:
                obsolete += row
                vals_list.append({**values, "partner_id": client.id})
        obsolete.is_current = False
        obsolete.flush_recordset(["is_current"])
        self.create([{**v, "company_id": self.env.company.id} for v in vals_list])

    def _drop_doubles(self, client):
        """Leave one current row per company before all these rows become rows of
        ``client``: that of the client, else the latest."""
        ranked = self.filtered("is_current").sorted(
            lambda row: (row.partner_id == client, row.id), reverse=True
        )
        for rows in ranked.grouped("company_id").values():
            rows[1:].is_current = False
        self.flush_recordset(["is_current"])
