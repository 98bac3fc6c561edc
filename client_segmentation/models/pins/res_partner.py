from odoo import api, fields, models

from ..core.segment_columns import SEGMENT_GROUP


class ResPartner(models.Model):
    """Pins of a client and the changes of its classes, in the current company."""

    _inherit = "res.partner"

    segment_pin_ids = fields.One2many(
        comodel_name="client.segment.pin",
        string="Pinned Classes",
        compute="_compute_segment_pin_ids",
        exportable=False,
        groups=SEGMENT_GROUP,
    )
    segment_history_ids = fields.One2many(
        comodel_name="client.segment.history",
        string="Changes of Classes",
        compute="_compute_segment_history_ids",
        exportable=False,
        groups=SEGMENT_GROUP,
    )

    @api.depends("commercial_partner_id")
    @api.depends_context("company")
    def _compute_segment_pin_ids(self):
        self._fill_from_client("segment_pin_ids")

    @api.depends("commercial_partner_id")
    @api.depends_context("company")
    def _compute_segment_history_ids(self):
        self._fill_from_client("segment_history_ids")

    def _fill_from_client(self, name):
        """Show the records of the commercial entity in the current company."""
        records = self[name].search(
            [
                ("company_id", "=", self.env.company.id),
                ("partner_id", "in", self.commercial_partner_id._origin.ids),
            ]
        )
        by_client = records.grouped("partner_id")
        for partner in self:
            client = partner.commercial_partner_id._origin
            partner[name] = by_client.get(client, records.browse())

    @api.model
    def _invalidate_segment_fields(self):
        self.invalidate_model(["segment_pin_ids", "segment_history_ids"])
        return super()._invalidate_segment_fields()
