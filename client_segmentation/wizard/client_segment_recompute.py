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

    def action_recompute(self):
        self.ensure_one()
        runs = self.company_ids.recompute_client_segments(self.as_of)
        return runs._get_result_notification()
