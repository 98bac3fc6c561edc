from odoo import api, fields, models

from odoo.addons.client_segmentation.arithmetic.core.horizon import get_utc_midnight

from ...arithmetic.figures.figures import add_up, get_share
from ...sql.figures.deliveries import select_delivery_quality

COUNTS = ("deliveries", "promised", "late", "returned")


class KeyAccountDossier(models.Model):
    """How well we deliver, since the first of the last 12 finished months.

    Inventory is no dependency: where it is not installed there are no deliveries,
    and the form does not show these figures.
    """

    _inherit = "key.account.dossier"

    delivery_count = fields.Integer(
        string="Deliveries", compute="_compute_delivery_quality"
    )
    promised_delivery_count = fields.Integer(
        string="Promised Deliveries", compute="_compute_delivery_quality"
    )
    late_delivery_share = fields.Float(
        string="Late Deliveries",
        compute="_compute_delivery_quality",
        digits=(12, 4),
        help="Share of deliveries promised for a date that were made after it or are "
        "still outstanding.",
    )
    returned_delivery_share = fields.Float(
        string="Deliveries with Returns",
        compute="_compute_delivery_quality",
        digits=(12, 4),
        help="Share of deliveries from which the client returned something.",
    )

    @api.depends("partner_id.commercial_partner_id", "company_id")
    @api.depends_context("uid")
    def _compute_delivery_quality(self):
        rows = self._read_delivery_quality() if self._has_deliveries() else {}
        for dossier in self:
            row = rows.get(dossier._origin.id, {})
            deliveries, promised = row.get("deliveries", 0), row.get("promised", 0)
            dossier.delivery_count = deliveries
            dossier.promised_delivery_count = promised
            dossier.late_delivery_share = get_share(row.get("late", 0), promised)
            dossier.returned_delivery_share = get_share(
                row.get("returned", 0), deliveries
            )

    @api.model
    def _has_deliveries(self):
        """Inventory knows which sales order a delivery is for by ``sale_stock``."""
        picking = self.env.get("stock.picking")
        return picking is not None and "sale_id" in picking._fields

    def _read_delivery_quality(self):
        """Return ``{dossier's id: row}``."""
        result = {}
        for company, dossiers_by_client in self._get_clients_by_company().items():
            start = get_utc_midnight(
                company._get_key_account_year_start(),
                company._get_segment_timezone(),
            )
            statement = select_delivery_quality(
                company.id, list(dossiers_by_client), start, fields.Datetime.now()
            )
            rows_by_dossier = self._read_rows_by_dossier(statement, dossiers_by_client)
            for dossier_id, rows in rows_by_dossier.items():
                result[dossier_id] = {name: add_up(rows, name) or 0 for name in COUNTS}
        return result
