from odoo import api, fields, models
from odoo.exceptions import ValidationError

ROLES = [
    ("decider", "Decision maker"),
    ("influencer", "Influencer"),
    ("user", "Uses the product"),
    ("buyer", "Buyer"),
    ("gatekeeper", "Gatekeeper"),
    ("champion", "Champion"),
    ("adviser", "Adviser"),
]
INFLUENCES = [("1", "Low"), ("2", "Medium"), ("3", "High")]
ATTITUDES = [
    ("1", "Against us"),
    ("2", "Skeptical"),
    ("3", "Neutral"),
    ("4", "On our side"),
    ("5", "Speaks for us"),
]


class KeyAccountStakeholder(models.Model):
    _name = "key.account.stakeholder"
    _description = "Stakeholder of a Key Client"
    _inherit = ["key.account.part.mixin"]
    _order = "influence DESC, attitude_gap DESC, id"
    _rec_names_search = ["partner_id", "department"]

    active = fields.Boolean(default=True)
    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        required=True,
        ondelete="cascade",
        index=True,
    )
    client_id = fields.Many2one(
        related="dossier_id.partner_id",
        string="Client",
        related_sudo=False,
    )
    # What the choice of contacts is limited to
    group_client_ids = fields.Many2many(
        comodel_name="res.partner",
        compute="_compute_group_client_ids",
        compute_sudo=False,
        exportable=False,
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        required=True,
        ondelete="restrict",
        index=True,
        help="A person from the client's contacts, or from outside.",
    )
    is_external = fields.Boolean(
        string="From Outside",
        help="An adviser or somebody else with influence who does not work for the "
        "client: a consultant, a parent company, an association.",
    )
    name = fields.Char(related="partner_id.name", related_sudo=False)
    function = fields.Char(related="partner_id.function", related_sudo=False)
    phone = fields.Char(related="partner_id.phone", related_sudo=False)
    email = fields.Char(related="partner_id.email", related_sudo=False)
    department = fields.Char()
    role = fields.Selection(
        selection=ROLES,
        string="Role in the Decision",
        help="The role this person plays in the client's buying decisions.",
    )
    influence = fields.Selection(
        selection=INFLUENCES,
        required=True,
        default="2",
        help="How much influence this person has on the client's decisions.",
    )
    attitude = fields.Selection(
        selection=ATTITUDES,
        string="Current Attitude",
        group_expand=True,
        help="How this person feels about us. Leave it empty if you do not know yet.",
    )
    attitude_wanted = fields.Selection(
        selection=ATTITUDES,
        string="Desired Attitude",
        help="The attitude we need from this person to reach our objectives.",
    )
    attitude_gap = fields.Integer(
        string="Steps to Go",
        compute="_compute_attitude_gap",
        store=True,
        aggregator=None,
        help="Steps from the current attitude to the desired one.",
    )
    to_win = fields.Boolean(
        string="To Win Over",
        compute="_compute_attitude_gap",
        store=True,
        help="Has influence, and a less favorable attitude towards us than we need.",
    )
    owner_id = fields.Many2one(
        comodel_name="res.users",
        string="Relationship Owner",
        ondelete="set null",
        domain=[("share", "=", False)],
        help="The colleague who maintains the relationship. Being named here gives "
        "no access: only the manager and the direct supervisor see the dossier.",
    )
    interests = fields.Text(
        help="What this person cares about, at work and outside it.",
    )
    note = fields.Text(string="Personal Notes")
    date_ids = fields.One2many(
        comodel_name="key.account.date",
        inverse_name="stakeholder_id",
        string="Important Dates",
    )
    is_former = fields.Boolean(
        string="Has Left the Client",
        compute="_compute_is_former",
    )

    @api.depends("dossier_id")
    @api.depends_context("uid")
    def _compute_group_client_ids(self):
        for person in self:
            # Whoever's number is put into an unsaved form
            dossier = person.dossier_id._origin.sudo(False)._filtered_access("read")
            person.group_client_ids = dossier._get_group_clients().ids

    @api.depends("attitude", "attitude_wanted", "influence")
    def _compute_attitude_gap(self):
        for person in self:
            now, wanted = person.attitude, person.attitude_wanted
            gap = max(int(wanted) - int(now), 0) if now and wanted else 0
            person.attitude_gap = gap
            person.to_win = bool(gap and person.influence in ("2", "3"))

    @api.depends(
        "is_external",
        "partner_id.active",
        "partner_id.commercial_partner_id",
        "dossier_id.partner_id.commercial_partner_id",
        "dossier_id.affiliate_ids.commercial_partner_id",
    )
    def _compute_is_former(self):
        for person in self:
            partner = person.partner_id
            stays = partner.active and person._is_at_client()
            person.is_former = bool(partner) and not stays

    @api.depends("partner_id.name")
    def _compute_display_name(self):
        return super()._compute_display_name()

    @api.constrains("partner_id", "dossier_id", "is_external")
    def _check_partner_id(self):
        for person in self:
            if not person._is_at_client():
                raise ValidationError(
                    self.env._(
                        "%(contact)s is not a contact of %(client)s. Choose a person "
                        "who works for the client, add one to its contacts, or tick "
                        "“From Outside” for an adviser.",
                        contact=person.partner_id.name,
                        client=person.dossier_id.partner_id.name,
                    )
                )
            people = person.dossier_id.stakeholder_ids - person
            if person.partner_id in people.partner_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s is already a stakeholder.",
                        contact=person.partner_id.name,
                    )
                )

    def _is_at_client(self):
        clients = self.dossier_id._get_group_clients()
        return self.is_external or self.partner_id.commercial_partner_id in clients

    def _get_label(self):
        return self.partner_id.name or self.env._("New stakeholder")
