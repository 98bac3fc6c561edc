from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    key_account_capacity_policy = fields.Selection(
        selection=[("warn", "Warn"), ("refuse", "Refuse")],
        string="Too Many Key Clients",
        required=True,
        default="warn",
        prefetch="key_account_dossier",
    )
    key_account_rating_months = fields.Integer(
        string="Months Between Ratings",
        default=3,
        prefetch="key_account_dossier",
    )

    _check_key_account_rating_months = models.Constraint(
        "CHECK(key_account_rating_months BETWEEN 0 AND 60)",
        "The supervisor's rating is due every 1 to 60 months, or never (0).",
    )
