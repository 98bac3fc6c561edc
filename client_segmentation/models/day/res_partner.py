from odoo import api, fields, models

from ..core.segment_columns import SEGMENT_GROUP


class ResPartner(models.Model):
    """What to do next with a client, on its page."""

    _inherit = "res.partner"

    segment_next_step = fields.Json(
        string="Next Step",
        compute="_compute_segment_next_step",
        exportable=False,
        groups=SEGMENT_GROUP,
        help="The reasons of My Day and the step of the playbook.",
    )

    # My Day starts from the clients of one salesperson, and reads none but by need.
    _salesperson_index = models.Index("(user_id, id) WHERE user_id IS NOT NULL")

    @api.depends_context("company", "lang", "uid")
    def _compute_segment_next_step(self):
        # As the user, whose day it is: also where a page is read with wider rights
        clients = self.commercial_partner_id._origin.sudo(False)
        steps = self.env["client.day"].sudo(False)._get_next_steps_of(clients)
        for partner in self:
            client = partner.commercial_partner_id._origin.sudo(False)
            partner.segment_next_step = steps.get(client, False)

    @api.model
    def _invalidate_segment_fields(self):
        self.invalidate_model(["segment_next_step"])
        return super()._invalidate_segment_fields()
