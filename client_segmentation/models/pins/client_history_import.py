from odoo import api, fields, models


class ClientHistoryImport(models.Model):
    """Classes that a file has for its clients become pins."""

    _inherit = "client.history.import"

    @api.model
    def _find_word(self, column, text):
        if column != "segment_class":
            return super()._find_word(column, text)
        field = self.env["client.segment.pin"]._fields["segment_class"]
        shown = dict(field._description_selection(self.env))
        for key, label in shown.items():
            if text in (key, label):
                return key
        return self.env["ir.fields.converter"]._find_class(field, text)

    def _apply_to_clients(self):
        result = super()._apply_to_clients()
        Pin = self.env["client.segment.pin"]
        pinned = {(pin.partner_id, pin.axis) for pin in self._find_pins()}
        vals_list = []
        for client in self.client_ids:
            partner = client.partner_id.commercial_partner_id
            axis = (client.segment_class or "").partition(":")[0]
            if axis and partner and client.decision != "skip":
                if (partner, axis) not in pinned:
                    pinned.add((partner, axis))
                    vals_list.append(self._prepare_pin_values(client, partner))
        Pin.create(vals_list)
        return result

    def _find_pins(self):
        """The pins that these clients have: what somebody has set by hand stays."""
        clients = self.client_ids.partner_id.commercial_partner_id
        return self.env["client.segment.pin"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("partner_id", "in", clients.ids),
            ]
        )

    def _prepare_pin_values(self, client, partner):
        return {
            "partner_id": partner.id,
            "company_id": self.company_id.id,
            "segment_class": client.segment_class,
            "reason": self.env._("Imported from %(file)s", file=self.file_name or ""),
            "user_id": self.user_id.id,
            "history_import_id": self.id,
        }

    def _undo_for_clients(self):
        result = super()._undo_for_clients()
        self.env["client.segment.pin"].with_context(active_test=False).search(
            [("history_import_id", "=", self.id)]
        ).unlink()
        return result


class ClientSegmentPin(models.Model):
    _inherit = "client.segment.pin"

    history_import_id = fields.Many2one(
        comodel_name="client.history.import",
        readonly=True,
        ondelete="set null",
        copy=False,
        index="btree_not_null",
    )
