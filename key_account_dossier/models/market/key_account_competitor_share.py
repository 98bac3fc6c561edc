from odoo import api, fields, models
from odoo.exceptions import ValidationError


class KeyAccountCompetitorShare(models.Model):
    """What share of the client's purchases a competitor had on a day, and who says so:
    nothing in Odoo knows it, so it is typed in."""

    _name = "key.account.competitor.share"
    _description = "Share of a Competitor over Time"
    _inherit = ["key.account.part.mixin"]
    _order = "date DESC, id DESC"
    _rec_names_search = ["competitor_id"]
    _dossier_path = "competitor_id.dossier_id."

    competitor_id = fields.Many2one(
        comodel_name="key.account.competitor",
        required=True,
        ondelete="cascade",
        index=True,
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    share = fields.Float(
        string="Share of Purchases (%)", digits=(5, 2), aggregator=None
    )
    source = fields.Char(help="Who says so: a person at the client, a tender, a guess.")

    _date_unique = models.Constraint(
        "UNIQUE(competitor_id, date)",
        "There is already a share of this competitor on this day.",
    )
    _check_share = models.Constraint(
        "CHECK(share BETWEEN 0 AND 100)",
        "The share of purchases must be from 0 to 100 %.",
    )

    @api.depends("competitor_id.name", "date")
    def _compute_display_name(self):
        return super()._compute_display_name()

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        if any(line.date and line.date > today for line in self):
            raise ValidationError(
                self.env._("A share of purchases cannot be of a day in the future.")
            )

    def _get_label(self):
        return f"{self.competitor_id.name or ''} · {self.share:g} %"
