from odoo import api, models
from odoo.exceptions import AccessError


class ClientSegmentDashboardReport(models.AbstractModel):
    """The overview on one sheet of paper, for each of the companies asked for."""

    _name = "report.client_segmentation.report_dashboard"
    _description = "Client Base on One Page"

    @api.model
    def _get_report_values(self, docids, data=None):
        companies = self.env["res.company"].browse(docids)
        if companies - self.env.user.company_ids:
            raise AccessError(
                self.env._("You do not have access to the figures of this company.")
            )
        Segment = self.env["client.segment"]
        return {
            "pages": [
                Segment.with_company(company)._prepare_dashboard()
                for company in companies
            ],
        }
