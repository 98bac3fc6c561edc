from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request

from .business_case import XLSX


class ResultController(http.Controller):
    @http.route(
        "/loyalty_program/result/<int:result_id>.xlsx",
        type="http",
        auth="user",
        readonly=True,
    )
    def download(self, result_id):
        """Margins and costs: only for those who may read results."""
        result = request.env["loyalty.result"].browse(result_id)
        try:
            result.check_access("read")
            name = result.display_name
        except (AccessError, MissingError) as error:
            raise request.not_found() from error
        return request.make_response(
            result._write_workbook(),
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(f"{name}.xlsx")),
            ],
        )
