from odoo import fields, models
from odoo.exceptions import AccessError


class DigestDigest(models.Model):
    _inherit = "digest.digest"

    kpi_segment_active_clients = fields.Boolean(string="Active Clients")
    kpi_segment_active_clients_value = fields.Integer(
        compute="_compute_kpi_segment_active_clients_value"
    )

    def _compute_kpi_segment_active_clients_value(self):
        """Unlike other figures of a digest, this one is no sum over the time frame
        but the number as of its end."""
        if not self.env.user.has_group("sales_team.group_sale_salesman_all_leads"):
            raise AccessError(
                self.env._(
                    "Only users who see all clients may see how many are active."
                )
            )
        _start, end, _companies = self._get_kpi_compute_parameters()
        moment = fields.Datetime.to_datetime(end) or fields.Datetime.now()
        for digest in self:
            company = digest.company_id or self.env.company
            digest.kpi_segment_active_clients_value = (
                company._count_active_segment_clients(moment)
            )

    def _compute_kpis_actions(self, company, user):
        actions = super()._compute_kpis_actions(company, user)
        menu = self.env.ref("crm.crm_menu_root")
        actions["kpi_segment_active_clients"] = (
            f"client_segmentation.client_segment_active_report_action?menu_id={menu.id}"
        )
        return actions
