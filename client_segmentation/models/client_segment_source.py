from odoo import api, models


class ClientSegmentSource(models.AbstractModel):
    """A document that clients are classified from. When it leaves a client, the next
    run has to look at that client, which no document points to any more."""

    _name = "client.segment.source"
    _description = "Source of Client Segments"

    def write(self, vals):
        if {"partner_id", "company_id"} & vals.keys():
            self._touch_segment_clients()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _touch_clients_of_deleted(self):
        self._touch_segment_clients()

    def _touch_segment_clients(self):
        # The reader's rights do not matter: nobody is shown anything.
        self.env["client.segment.touch"]._touch(self.sudo()._get_segment_partners())

    def _get_segment_partners(self):
        return self.partner_id
