from odoo import api, fields, models

from odoo.addons.client_segmentation.models.core.doors import need_one


class KeyAccountPersonRequest(models.TransientModel):
    """A person asks what is kept of it, or to be forgotten."""

    _name = "key.account.person.request"
    _description = "Personal Data in Dossiers"
    _inherit = ["key.account.confidential.mixin"]

    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        required=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Person",
        required=True,
        ondelete="cascade",
    )
    found_note = fields.Text(string="Found", compute="_compute_found_note")

    @api.depends("partner_id")
    @api.depends_context("uid", "lang")
    def _compute_found_note(self):
        people = self.env["key.account.stakeholder"].sudo(False)
        for request in self:
            found = people._find_personal_data(request.partner_id)
            lines = [
                f"{records._description}: {len(records)}"
                for records in found.values()
                if records
            ]
            request.found_note = "\n".join(lines) or self.env._("Nothing")

    def action_export(self):
        need_one(self)
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/key_account_dossier/person/{self.partner_id.id}",
            "target": "self",
        }

    def action_erase(self):
        """Forget the person; the dossiers stay."""
        need_one(self)
        self.check_access("write")
        self.env["key.account.stakeholder"]._erase_personal_data(self.partner_id)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
