from odoo import fields, models


class ClientPortraitAttribute(models.Model):
    """Something worth knowing about clients, which they tell in questionnaires."""

    _name = "client.portrait.attribute"
    _description = "Portrait Attribute"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        selection=[
            ("choice", "Choice"),
            ("number", "Number"),
            ("text", "Text"),
        ],
        required=True,
        default="choice",
    )
    is_nps = fields.Boolean(
        string="Net Promoter Score",
        help="How likely clients are to recommend us, from 0 to 10.",
    )
