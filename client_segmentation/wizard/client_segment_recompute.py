from odoo import fields, models

from ..models.doors import need_one


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
    all_clients = fields.Boolean(
        string="All Clients Anew",
        help="Look at all clients, even where a look at the changed ones is enough.",
    )

    def action_recompute(self):
        need_one(self)
        companies = self.company_ids.with_context(segment_all_clients=self.all_clients)
        runs = companies.recompute_client_segments(commit=True)
        return runs._get_result_notification()
