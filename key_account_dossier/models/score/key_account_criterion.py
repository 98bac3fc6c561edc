from odoo import fields, models


class KeyAccountCriterion(models.Model):
    _name = "key.account.criterion"
    _inherit = ["key.account.needed.mixin"]
    _description = "Criterion of the Relationship Score"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Char(
        translate=True,
        help="The question the client would answer here; managers put themselves in "
        "its place.",
    )
    sequence = fields.Integer(default=10)
    weight = fields.Float(
        required=True,
        default=1.0,
        digits=(6, 2),
        aggregator=None,
        help="A criterion with weight 2 counts twice as much as one with weight 1. "
        "Existing scores keep the weight they were given with.",
    )
    active = fields.Boolean(default=True)

    _name_unique = models.Constraint(
        "UNIQUE(name)",
        "There is already a criterion with this name.",
    )
    _check_weight = models.Constraint(
        "CHECK(weight > 0)",
        "The weight must be positive. Archive a criterion that should no longer count.",
    )
