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
