from odoo import fields, models


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
    as_of = fields.Date(
        string="As of",
        default=lambda self: self.env.company._get_segment_today(),
        required=True,
        help="The clients are looked at as they were at the end of this day.",
    )
    all_clients = fields.Boolean(
        string="All Clients Anew",
        help="Look at all clients, even where a look at the changed ones is enough.",
    )

    def action_recompute(self):
        self.ensure_one()
        companies = self.company_ids.with_context(segment_all_clients=self.all_clients)
        runs = companies.recompute_client_segments(self.as_of, commit=True)
        return runs._get_result_notification()
