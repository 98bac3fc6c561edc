from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.client_segmentation.models.core.doors import need_one

from ...sql.results.result import select_companies
from ..business_case.loyalty_plan import MANAGER
from .loyalty_result import VERDICTS


class LoyaltyProgram(models.Model):
    """What the program has truly brought."""

    _inherit = "loyalty.program"

    result_ids = fields.One2many(
        comodel_name="loyalty.result", inverse_name="program_id", groups=MANAGER
    )
    has_result = fields.Boolean(compute="_compute_roi_actual")
    result_verdict = fields.Selection(
        selection=VERDICTS, string="Actual Result", compute="_compute_roi_actual"
    )

    @api.depends("result_ids.is_latest")
    @api.depends_context("lang", "company")
    def _compute_roi_actual(self):
        super()._compute_roi_actual()
        self.update({"has_result": False, "result_verdict": False})
        # Results are for managers, the ROI for every salesperson, as the planned one
        latest = self.env["loyalty.result"].sudo().search(self._get_latest_domain())
        for program in self:
            results = latest.filtered(lambda r, p=program: r.program_id == p._origin)
            ours = results.filtered(lambda r: r.company_id == self.env.company)
            result = (ours or results)[:1]
            if result:
                program.has_result = True
                program.result_verdict = result.verdict
                program.roi_actual = result.roi
                program.roi_actual_remark = result._get_roi_remark()

    def _get_latest_domain(self):
        return [
            ("program_id", "in", self.ids),
            ("is_latest", "=", True),
            ("company_id", "in", self.env.companies.ids),
        ]

    def action_measure(self):
        """Measure now, and show the result."""
        need_one(self)
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("Only sales managers can measure the result of a program.")
            )
        self.check_access("read")
        companies = self.env.companies & self._get_measured_companies()
        # Also to say that there is nobody to measure
        for company in companies or self.env.company:
            self.env["loyalty.result"]._measure(self, company)
        return self.action_open_results()

    def action_open_results(self):
        need_one(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_program.loyalty_result_action"
        )
        action["context"] = {"search_default_program_id": self.id}
        result = self.env["loyalty.result"].search(self._get_latest_domain())
        if len(result) == 1:
            action.update(res_id=result.id, views=[(False, "form")], view_mode="form")
        return action

    def _get_measured_companies(self):
        """Return the companies that the program has a result in, each of its own.

        The program of a company runs in that company and its branches, measured
        together. One of all companies is measured in each company that drew clients
        or sold to those drawn, whoever drew them.
        """
        self.ensure_one()
        if self.sudo().company_id:
            return self.env["res.company"].browse(self.sudo().company_id.id)
        # A manager may see only some of the companies, members and orders
        self.env.flush_all()
        statement = select_companies(self.id)
        rows = self.env.execute_query(statement)
        return self.env["res.company"].browse(company_id for (company_id,) in rows)

    def _get_companies_counted_in(self, company):
        """Return the companies whose documents and costs the result of one counts."""
        if not self.sudo().company_id:
            return company
        # Also branches that the user does not see, or that were closed since
        companies = self.env["res.company"].sudo().with_context(active_test=False)
        return companies.search([("id", "child_of", company.id)])

    @api.model
    def _cron_measure(self):
        """Measure every running program with members, each in its own transaction."""
        programs = self.search([("has_members", "=", True), ("active", "=", True)])
        self.env["ir.cron"]._commit_progress(remaining=len(programs))
        for program in programs:
            for company in program._get_measured_companies():
                self.env["loyalty.result"]._measure(program, company)
            if not self.env["ir.cron"]._commit_progress(1):
                break
