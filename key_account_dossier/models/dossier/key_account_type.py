from odoo import fields, models

# What a type or a dossier may set otherwise than its company; the limits leave
# zero, which stands for "not set here".
INTERVAL_LIMITS = (
    "CHECK({prefix}contact_interval BETWEEN 0 AND 366"
    " AND {prefix}pause_days BETWEEN 0 AND 366"
    " AND {prefix}review_months BETWEEN 0 AND 60)"
)


def get_interval_fields():
    """Return ``{name of the interval: field of the company}``."""
    return {
        "contact_interval": "key_account_contact_interval",
        "pause_days": "key_account_pause_days",
        "review_months": "key_account_review_months",
    }


class KeyAccountType(models.Model):
    _name = "key.account.type"
    _inherit = ["key.account.needed.mixin"]
    _description = "Key Account Type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Char(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    contact_interval = fields.Integer(
        aggregator=None,
        string="Contact Interval (Days)",
        help="Days between positive contacts with clients of this type; 0 uses the "
        "company's setting.",
    )
    pause_days = fields.Integer(
        aggregator=None,
        string="Pause (Days)",
        help="Length of the pause after a negative contact, in days; 0 uses the "
        "company's setting.",
    )
    review_months = fields.Integer(
        aggregator=None,
        string="Review Interval (Months)",
        help="Months between reviews of a dossier; 0 uses the company's setting.",
    )

    _name_unique = models.Constraint(
        "UNIQUE(name)",
        "There is already a key account type with this name.",
    )
    _check_intervals = models.Constraint(
        INTERVAL_LIMITS.format(prefix=""),
        "Intervals and pauses must be from 0 to 366 days, reviews from 0 to 60 months.",
    )
