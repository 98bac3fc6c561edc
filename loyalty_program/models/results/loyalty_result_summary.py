"""What the director reads on one page."""

from odoo import models


class LoyaltyResult(models.Model):
    _inherit = "loyalty.result"

    def _prepare_summary(self):
        self.ensure_one()
        values = self._prepare_panel()
        return {**values, "charts": self._prepare_summary_charts()}

    def _prepare_summary_charts(self):
        """Both groups, and plan against actual, with room around for the labels."""
        months = self.month_ids.sorted("number")
        full = months.filtered(lambda month: month.number and not month.is_partial)
        since = months.filtered(lambda month: month.number >= 0)
        title = self.env._("Margin per client and month")
        drawn = (
            self._prepare_groups(full, "margin", self._money, title),
            self._prepare_cumulative(since),
        )
        return [chart for chart in drawn if chart]
