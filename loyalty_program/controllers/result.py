from odoo import http
from odoo.http import request

from .workbook import send_workbook


class ResultController(http.Controller):
    @http.route(
        "/loyalty_program/result/<int:result_id>.xlsx",
        type="http",
        auth="user",
        readonly=True,
    )
    def download(self, result_id):
        """Margins and costs: only for those who may read results."""
        return send_workbook(request.env["loyalty.result"].browse(result_id))
