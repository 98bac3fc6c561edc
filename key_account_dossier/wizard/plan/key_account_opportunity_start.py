from odoo import api, fields, models
from odoo.tools import format_list

from odoo.addons.client_segmentation.models.core.doors import need_one

ALL_LEADS = "sales_team.group_sale_salesman_all_leads"
# So many names are told; the others are counted.
NAMES = 5


class KeyAccountOpportunityStart(models.TransientModel):
    """Start an ordinary opportunity, having been told who will see it."""

    _name = "key.account.opportunity.start"
    _description = "Start an Opportunity"
    _inherit = ["key.account.confidential.mixin"]

    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        required=True,
        ondelete="cascade",
    )
    plan_id = fields.Many2one(
        comodel_name="key.account.plan",
        string="Objective",
        ondelete="cascade",
    )
    categ_id = fields.Many2one(
        comodel_name="product.category",
        string="Product Category",
        ondelete="cascade",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        default=lambda self: self.env.company.currency_id,
    )
    name = fields.Char(
        string="Opportunity",
        compute="_compute_name",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        compute_sudo=False,
        help="Others will read this name.",
    )
    expected_revenue = fields.Monetary()
    visibility_note = fields.Text(
        string="Who Will See It", compute="_compute_visibility_note"
    )

    @api.depends("dossier_id", "categ_id")
    def _compute_name(self):
        for start in self:
            # Nothing of the objective: its name is part of the dossier.
            client, category = start.dossier_id.partner_id.name, start.categ_id.name
            start.name = " · ".join(filter(None, [client, category]))

    @api.depends("dossier_id")
    @api.depends_context("uid", "lang")
    def _compute_visibility_note(self):
        users = self._find_readers()
        names = format_list(self.env, users[:NAMES].mapped("name"))
        more = len(users) - NAMES
        if more > 0:
            names = self.env._("%(names)s and %(more)s more", names=names, more=more)
        note = self.env._(
            "The opportunity is an ordinary record of CRM, not a part of the dossier. "
            "You will see it, and so will everybody who sees all opportunities: "
            "%(names)s. It says nothing of the dossier; only the dossier knows of it.",
            names=names or self.env._("nobody else at present"),
        )
        self.visibility_note = note

    def action_start(self):
        """Create the opportunity, and remember it in the dossier only."""
        need_one(self)
        self.dossier_id.check_access("write")
        # The defaults are those of this dialog, and speak of the dossier.
        bare = {"lang": self.env.lang, "tz": self.env.tz}
        # The whole context is replaced on purpose, below, too
        # pylint: disable=context-overridden
        lead = (
            self.env["crm.lead"]
            .with_context(bare)
            .create(
                {
                    "type": "opportunity",
                    "name": self.name,
                    "partner_id": self.dossier_id.partner_id.id,
                    "expected_revenue": self.expected_revenue,
                    "user_id": self.env.uid,
                    "company_id": self.dossier_id.company_id.id,
                }
            )
        )
        link = self.env["key.account.opportunity"].create(
            {
                "dossier_id": self.dossier_id.id,
                "plan_id": self.plan_id.id,
                "categ_id": self.categ_id.id,
                "lead_id": lead.id,
            }
        )
        return link.with_context(bare).action_open_lead()

    def _find_readers(self):
        """Return who else will see the opportunity."""
        # As superuser: who has which role is not for everybody to read; their names
        # are shown to whoever decides to tell them something.
        users = self.env["res.users"].sudo()
        group = self.env.ref(ALL_LEADS)
        return users.search(
            [
                ("all_group_ids", "in", group.ids),
                ("share", "=", False),
                ("company_ids", "in", self.dossier_id.sudo().company_id.ids),
                ("id", "!=", self.env.uid),
            ]
        )
