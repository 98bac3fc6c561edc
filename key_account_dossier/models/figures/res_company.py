from dataclasses import replace

from odoo import models

from odoo.addons.client_segmentation.arithmetic.core.horizon import get_utc_midnight

from ...arithmetic.figures.figures import YEAR, get_months


class ResCompany(models.Model):
    _inherit = "res.company"

    def _get_key_account_parameters(self, months):
        """Return what the SQL of client_segmentation has to know to read the
        documents of ``months`` (their first days), the last of which is running."""
        self.ensure_one()
        values = {"company_id": self, "as_of": self._get_segment_today()}
        # As superuser: who keeps a dossier need not have a role in sales.
        run = self.env["client.segment.run"].sudo().new(values)
        parameters = run._get_parameters()
        bounds = tuple(
            get_utc_midnight(day, parameters.document_timezone) for day in months
        )
        return replace(
            parameters, company_id=self.id, period_bounds=bounds, some_clients=True
        )

    def _get_key_account_year_start(self):
        """Return the first of the last 12 finished months."""
        return get_months(self._get_segment_today())[YEAR]
