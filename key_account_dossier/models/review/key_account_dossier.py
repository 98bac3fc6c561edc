from odoo import api, fields, models

from odoo.addons.client_segmentation.models.core.doors import need_one


class KeyAccountDossier(models.Model):
    _inherit = "key.account.dossier"

    review_ids = fields.One2many(
        comodel_name="key.account.review",
        inverse_name="dossier_id",
        string="Reviews",
    )
    review_todo_ids = fields.Many2many(
        comodel_name="key.account.review.line",
        string="Left to Do from the Last Review",
        compute="_compute_review_todo_ids",
    )

    @api.depends("review_ids.state", "review_ids.line_ids.is_todo")
    def _compute_review_todo_ids(self):
        for dossier in self:
            finished = dossier.review_ids.filtered(lambda r: r.state == "done")
            last = finished.sorted(lambda r: (r.date_done, r._origin.id or 0))[-1:]
            dossier.review_todo_ids = last.line_ids.filtered("is_todo")

    def action_start_review(self):
        """Open the review in progress, or a new one."""
        need_one(self)
        self.check_access("write")
        review = self.review_ids.filtered(lambda r: r.state == "open")[:1]
        if not review:
            review = review.create({"dossier_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Review: %(client)s", client=self.display_name),
            "res_model": "key.account.review",
            "res_id": review.id,
            "view_mode": "form",
        }
