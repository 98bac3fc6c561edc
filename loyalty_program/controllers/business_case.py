from odoo import http
from odoo.http import request

from ..models.business_case.loyalty_plan import MANAGER
from .workbook import send_workbook


class BusinessCaseController(http.Controller):
    @http.route(
        "/loyalty_program/business_case/<int:plan_id>.xlsx",
        type="http",
        auth="user",
        readonly=True,
    )
    def download(self, plan_id):
        """The workbook holds margins and costs: only for those who may read them."""
        if not request.env.user.has_group(MANAGER):
            raise request.not_found()
        return send_workbook(request.env["loyalty.plan"].browse(plan_id))
