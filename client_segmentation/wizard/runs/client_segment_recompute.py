from odoo import fields, models

from ...models.core.doors import need_one


class ClientSegmentRecompute(models.TransientModel):
    _name = "client.segment.recompute"
    _description = "Recompute Client Segments"

    company_ids = fields.Many2many(
        comodel_name="res.company",
        string="Companies",
        default=lambda self: self.env.company,
        required=True,
        domain=lambda self: [("id", "in", self.env.companies.ids)],
    )

    def action_recompute(self):
        need_one(self)
        runs = self.company_ids.recompute_client_segments(commit=True)
        return runs._get_result_notification()
