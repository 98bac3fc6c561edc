from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    segment_replaced_id = fields.Many2one(
        comodel_name="account.move",
        string="Replaces",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The invoice that was reversed when this one was created in its place: "
        "both count as one purchase.",
    )


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    # There are few lines of returns among many
    _segment_taken_back_idx = models.Index(
        "(move_id) WHERE quantity < 0 AND display_type = 'product'"
    )
