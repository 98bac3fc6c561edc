from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare

from .key_account_competitor import LATER, LATER_KEY


class KeyAccountDossier(models.Model):
    _inherit = "key.account.dossier"

    competitor_ids = fields.One2many(
        comodel_name="key.account.competitor",
        inverse_name="dossier_id",
        string="Competitors",
    )
    competitor_share = fields.Float(
        string="Bought From Competitors (%)",
        compute="_compute_competitor_share",
        digits=(5, 2),
        help="Share of its purchases that the client buys from the competitors "
        "listed here. The rest is the most we can win.",
    )

    competitor_shares = fields.Json(
        string="Shares over Time",
        compute="_compute_competitor_shares",
        exportable=False,
    )
    strengths = fields.Text(
        string="Our Strengths", help="What we do better for this client than others."
    )
    weaknesses = fields.Text(
        string="Our Weaknesses", help="Where this client has reason to complain."
    )
    opportunities = fields.Text(
        help="What could make us grow with this client: its plans, its market.",
    )
    threats = fields.Text(
        help="What could cost us this client: people, rivals, its own situation.",
    )

    @api.depends("competitor_ids.share_ids.share", "competitor_ids.share_ids.date")
    @api.depends_context("uid")
    def _compute_competitor_shares(self):
        # Saved dossiers only, and as the user: a form may hold anybody's number.
        readable = self._origin.sudo(False)._filtered_access("read")
        for dossier in self:
            origin = dossier._origin.sudo(False)
            dossier.competitor_shares = origin in readable and origin._describe_shares()

    def _describe_shares(self):
        """Return ``[{name, points: [{date, share}]}]``, oldest first."""
        return [
            {
                "name": competitor.name,
                "points": [
                    {"date": line.date.isoformat(), "share": line.share}
                    for line in competitor.share_ids.sorted("date")
                ],
            }
            for competitor in self.competitor_ids
            if competitor.share_ids
        ]

    @api.depends("competitor_ids.share", "competitor_ids.active")
    def _compute_competitor_share(self):
        for dossier in self:
            dossier.competitor_share = sum(dossier.competitor_ids.mapped("share"))

    @api.model_create_multi
    def create(self, vals_list):
        dossiers = super(
            KeyAccountDossier, self.with_context(**{LATER: LATER_KEY})
        ).create(vals_list)
        dossiers = dossiers.with_env(self.env)
        dossiers._check_competitor_shares()
        return dossiers

    def write(self, vals):
        if "competitor_ids" not in vals:
            return super().write(vals)
        later = self.with_context(**{LATER: LATER_KEY})
        result = super(KeyAccountDossier, later).write(vals)
        self._check_competitor_shares()
        return result

    def _check_competitor_shares(self):
        for dossier in self:
            total = sum(dossier.competitor_ids.mapped("share"))
            if float_compare(total, 100, precision_digits=2) > 0:
                raise ValidationError(
                    self.env._(
                        "The competitors' shares of the purchases of %(client)s add "
                        "up to %(total).2f %%. Together they cannot exceed 100 %%.",
                        client=dossier.partner_id.name,
                        total=total,
                    )
                )
