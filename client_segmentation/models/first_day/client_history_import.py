from odoo import api, fields, models

from ..core.doors import need_one


class ClientHistoryImport(models.Model):
    """Before the first run an import leads to the first day: clients would be
    classified with limits that nobody has looked at, and the way to them be gone."""

    _inherit = "client.history.import"

    is_first_day = fields.Boolean(compute="_compute_is_first_day")

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_is_first_day(self):
        for record in self:
            page = self.env["client.first.day"].with_company(record.company_id)
            record.is_first_day = record.state == "done" and page._is_first_day()

    def _recompute(self):
        page = self.env["client.first.day"].with_company(self.company_id)
        is_waiting = not (page._is_over() or page._is_begun())
        return None if is_waiting else super()._recompute()

    def action_open_first_day(self):
        """Return the action of the page that says what to do next.

        :raise AccessError: unless the user sees the import, and may begin
        """
        need_one(self)
        self.env["client.first.day"]._check_may_begin()
        action = self.env["ir.actions.client"]._for_xml_id(
            "client_segmentation.client_first_day_action"
        )
        # The way here began on that page: nobody needs to go back to it as it was.
        return {**action, "target": "main"}
