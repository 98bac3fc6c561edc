from odoo import api, fields, models

from ...models.core.doors import need_one


class ClientSegmentTermsApply(models.TransientModel):
    """Tells what applying all proposals comes to, does it, and takes it back."""

    _name = "client.segment.terms.apply"
    _description = "Apply All Cooperation Terms"

    preview = fields.Html(compute="_compute_preview", sanitize=False)
    change_count = fields.Integer(compute="_compute_preview")
    proposal_ids = fields.Many2many(
        comodel_name="client.segment.terms.proposal",
        relation="client_segment_terms_apply_proposal_rel",
        string="Applied",
        readonly=True,
    )
    result = fields.Text(readonly=True)

    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_preview(self):
        proposals = self.env["client.segment.terms.proposal"]
        rows = proposals._summarize_open()
        for wizard in self:
            wizard.change_count = sum(row["count"] for row in rows)
            wizard.preview = self.env["ir.qweb"]._render(
                "client_segmentation.terms_apply_preview",
                {"rows": rows, "by_hand": proposals._count_set_by_hand()},
            )

    def action_apply(self):
        need_one(self)
        proposals = self.env["client.segment.terms.proposal"]._get_applicable()
        notification = proposals._apply_now_or_later(proposals)
        # Those that did not fit any more are gone.
        self.proposal_ids = proposals.exists().sudo(False)
        self.result = notification["params"]["message"]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Cooperation Terms Applied"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_undo(self):
        """Take back what this dialog has applied, or what still waits for it."""
        need_one(self)
        notification = self.proposal_ids._take_back()
        notification["params"]["next"] = {"type": "ir.actions.act_window_close"}
        return notification
