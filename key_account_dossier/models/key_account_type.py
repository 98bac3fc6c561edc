from odoo import fields, models


class KeyAccountType(models.Model):
    _name = "key.account.type"
    _description = "Key Account Type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Char(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _name_unique = models.Constraint(
        "UNIQUE(name)",
        "There is a key account type of this name already.",
    )
