from odoo import models


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _get_rendering_context(self, report, docids, data):
        confidential = self.env["key.account.confidential.mixin"]
        if report.model in confidential._get_confidential_models():
            records = self.env[report.model].browse(docids)
            records.check_access("read")
            records._record_access("print")
        return super()._get_rendering_context(report, docids, data)
