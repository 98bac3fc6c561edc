from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    segment_policy_id = fields.Many2one(
        comodel_name="client.segment.policy",
        string="Client Segment Policy",
        compute="_compute_segment_policy_id",
        search="_search_segment_policy_id",
        # Found for everybody; what is in it, its own rules say.
        compute_sudo=True,
    )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._create_segment_policies()
        return companies

    def _create_segment_policies(self):
        # Who creates companies need not be allowed to set policies. Nobody follows
        # them, and that they are there is nothing to tell of.
        policies = self.env["client.segment.policy"].with_context(tracking_disable=True)
        policies.sudo().create([{"company_id": company.id} for company in self])
        self.invalidate_recordset(["segment_policy_id"])
        self.env.registry.clear_cache()

    def _compute_segment_policy_id(self):
        # What is set comes along in the same query.
        policies = self.env["client.segment.policy"].search_fetch(
            [("company_id", "in", self._origin.ids)]
        )
        by_company = {policy.company_id: policy for policy in policies}
        for company in self:
            company.segment_policy_id = by_company.get(company._origin)

    @api.model
    def _search_segment_policy_id(self, operator, value):
        policies = self.env["client.segment.policy"].search([("id", operator, value)])
        return [("id", "in", policies.company_id.ids)]
