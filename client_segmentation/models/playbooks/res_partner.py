from odoo import api, fields, models

from ..core.segment_columns import CLASS_COLUMNS, SEGMENT_GROUP


class ResPartner(models.Model):
    """Playbooks for the classes of a client, and those started for it, in the
    current company."""

    _inherit = "res.partner"

    segment_playbook_ids = fields.Many2many(
        comodel_name="client.segment.playbook",
        string="Playbooks",
        compute="_compute_segment_playbook_ids",
        exportable=False,
        groups=SEGMENT_GROUP,
    )
    segment_playbook_start_ids = fields.One2many(
        comodel_name="client.segment.playbook.start",
        string="Started Playbooks",
        compute="_compute_client_records",
        exportable=False,
        groups=SEGMENT_GROUP,
    )

    @api.depends(*CLASS_COLUMNS)
    @api.depends_context("company")
    def _compute_segment_playbook_ids(self):
        playbooks = self.env["client.segment.playbook"]
        matching = playbooks._match(self)
        for partner in self:
            client = partner.commercial_partner_id._origin
            partner.segment_playbook_ids = matching.get(client, playbooks)

    @api.model
    def _get_client_record_fields(self):
        return [*super()._get_client_record_fields(), "segment_playbook_start_ids"]

    def web_read(self, specification):
        # The web client cannot put values of the record into the context that it
        # reads x2many fields with; the playbooks need to know whose state to show.
        wanted = specification.get("segment_playbook_ids")
        if wanted and len(self) == 1:
            context = {
                **wanted.get("context", {}),
                "segment_client_id": self.commercial_partner_id.id,
            }
            specification = {
                **specification,
                "segment_playbook_ids": {**wanted, "context": context},
            }
        return super().web_read(specification)

    def action_start_playbook(self):
        """Ask which playbook to start for these clients."""
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "client_segmentation.client_segment_playbook_launch_action"
            ),
            "context": {"default_partner_ids": self.commercial_partner_id.ids},
        }

    @api.model
    def _invalidate_segment_fields(self):
        self.invalidate_model(["segment_playbook_ids", "segment_playbook_start_ids"])
        return super()._invalidate_segment_fields()
