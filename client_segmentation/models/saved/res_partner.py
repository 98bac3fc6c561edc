from odoo import api, fields, models
from odoo.fields import Domain

from ..core.segment_columns import SEGMENT_GROUP


class ResPartner(models.Model):
    """The saved segments that a client is in, as last counted."""

    _inherit = "res.partner"

    saved_segment_ids = fields.Many2many(
        comodel_name="client.saved.segment",
        string="Saved Segments",
        compute="_compute_saved_segment_ids",
        search="_search_saved_segment_ids",
        groups=SEGMENT_GROUP,
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_saved_segment_ids(self):
        members = self.env["client.saved.segment.member"].search_fetch(
            [
                ("partner_id", "in", self._origin.ids),
                ("date_out", "=", False),
                ("segment_id.active", "=", True),
            ],
            ["partner_id", "segment_id"],
        )
        by_client = members.grouped("partner_id")
        for partner in self:
            own = by_client.get(partner._origin, members.browse())
            partner.saved_segment_ids = own.segment_id

    def _search_saved_segment_ids(self, operator, value):
        if operator not in ("any", "in"):
            return NotImplemented
        by_user = self._is_asked_by_user()
        segments = self.env["client.saved.segment"].sudo(not by_user)
        domain = Domain(value) if operator == "any" else Domain("id", "in", list(value))
        if not by_user:
            # Odoo asks by itself what somebody has stored, such as whom a mailing
            # goes to: who is in a segment of somebody else is not told in this way.
            domain &= Domain("is_shared", "=", True)
        # Which segments these are is asked as the user; who is in them follows.
        members = self.env["client.saved.segment.member"].sudo()
        current = Domain("date_out", "=", False)
        own = current & Domain("segment_id", "in", segments._search(domain))
        found = self._in_members(members._search(own))
        if operator == "in" and False in value:
            readable = current & Domain("segment_id", "in", segments._search([]))
            found |= ~self._in_members(members._search(readable))
        return found

    @api.model
    def _in_members(self, query):
        return Domain("id", "in", query.subselect("partner_id"))
