from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

OPEN_FIELDS = {"decision", "partner_id"}


class ClientHistoryClient(models.Model):
    """A client of a file, and which contact it is: that is for the user to say where
    it is doubtful."""

    _name = "client.history.client"
    _description = "Client to Import"
    _order = "id"
    _log_access = False

    import_id = fields.Many2one(
        comodel_name="client.history.import",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    line = fields.Integer(readonly=True, aggregator=None)
    name = fields.Char(string="In the File", readonly=True)
    vat = fields.Char(string="Tax ID", readonly=True)
    ref = fields.Char(string="Reference", readonly=True)
    email = fields.Char(readonly=True)
    phone = fields.Char(readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="Salesperson", readonly=True
    )
    audience = fields.Char(readonly=True)
    segment_class = fields.Char(readonly=True)
    is_from_sales = fields.Boolean(readonly=True)
    plain_name = fields.Char(readonly=True)
    plain_vat = fields.Char(readonly=True)
    plain_ref = fields.Char(readonly=True)

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Existing Client",
        ondelete="set null",
        index="btree_not_null",
    )
    match = fields.Selection(
        selection=[
            ("vat", "Tax ID"),
            ("ref", "Reference"),
            ("name", "Name"),
            ("similar", "Similar name"),
        ],
        string="Found By",
        readonly=True,
    )
    doubt = fields.Selection(
        selection=[
            ("several", "Several contacts fit"),
            ("similar", "The names are similar, not the same"),
            ("other_vat", "Another tax ID"),
            ("other_name", "Another name under this reference"),
            ("archived", "The contact is archived"),
            ("only_sales", "Not on the sheet of clients"),
        ],
        string="What Is Doubtful",
        readonly=True,
    )
    decision = fields.Selection(
        selection=[
            ("existing", "Existing client"),
            ("new", "New client"),
            ("skip", "Leave out"),
        ],
        string="Import As",
    )
    is_created = fields.Boolean(readonly=True)

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        if not vals.keys() <= OPEN_FIELDS:
            raise AccessError(
                self.env._("Only what a client is imported as can be changed.")
            )
        self.check_access("write")
        if any(record.state != "checked" for record in self.import_id):
            raise UserError(self.env._("The import has begun; undo it first."))
        result = super().write(vals)
        self._check_decided()
        # Which documents a client has follows from who it is.
        for record in self.import_id:
            record.sudo()._mark_twice()
        return result

    def _check_decided(self):
        for client in self:
            partner = client.partner_id
            if client.decision == "existing" and not partner:
                raise ValidationError(
                    self.env._("Choose the contact that %(name)s is.", name=client.name)
                )
            partner.check_access("read")
            if partner.company_id not in (
                self.env["res.company"],
                client.import_id.company_id,
            ):
                raise ValidationError(
                    self.env._(
                        "%(name)s belongs to another company.",
                        name=partner.display_name,
                    )
                )

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        if self.partner_id:
            self.decision = "existing"
