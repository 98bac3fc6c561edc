from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    key_account_note_months = fields.Integer(
        string="Keep Personal Notes (Months)",
        default=0,
        prefetch="key_account_dossier",
    )

    _check_key_account_note_months = models.Constraint(
        "CHECK(key_account_note_months BETWEEN 0 AND 600)",
        "Personal notes are kept for 1 to 600 months, or for good (0).",
    )
