from odoo import fields, models


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = ["account.move", "client.segment.source"]

    segment_replaced_id = fields.Many2one(
        comodel_name="account.move",
        string="Replaces",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The invoice that was reversed when this one was made in its place: both"
        " are one purchase.",
    )

    def _get_segment_partners(self):
        """The orders of a document and what it corrects may be of others."""
        counted = self.filtered("posted_before")
        return (
            super()._get_segment_partners()
            | counted.invoice_line_ids.sale_line_ids.order_id.partner_id
            | (counted.reversed_entry_id | counted.segment_replaced_id).partner_id
        )


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    # There are few lines of returns among many
    _segment_taken_back_idx = models.Index(
        "(move_id) WHERE quantity < 0 AND display_type = 'product'"
    )
