from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request

from ..models.loyalty_plan import MANAGER

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class BusinessCaseController(http.Controller):
    @http.route(
        "/loyalty_program/business_case/<int:plan_id>.xlsx",
        type="http",
        auth="user",
        readonly=True,
    )
    def download(self, plan_id):
        """The workbook holds margins and costs: only for those who may read them."""
        plan = request.env["loyalty.plan"].browse(plan_id)
        try:
            if not request.env.user.has_group(MANAGER):
                raise request.not_found()
            plan.check_access("read")
            name = plan.name
        except (AccessError, MissingError) as error:
            raise request.not_found() from error
        return request.make_response(
            plan._write_workbook(),
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(f"{name}.xlsx")),
            ],
        )
