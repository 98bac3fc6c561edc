from odoo import api, fields, models
from odoo.tools.misc import get_lang

from odoo.addons.client_segmentation.models.core.doors import need_one


class KeyAccountPrint(models.TransientModel):
    """Print a dossier in another language, or as a workbook."""

    _name = "key.account.print"
    _description = "Print a Dossier"
    _inherit = ["key.account.confidential.mixin"]

    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier", required=True, ondelete="cascade"
    )
    lang = fields.Selection(
        selection="_selection_lang",
        string="Language",
        required=True,
        default=lambda self: get_lang(self.env).code,
    )

    @api.model
    def _selection_lang(self):
        return self.env["res.lang"].get_installed()

    def action_print_pdf(self):
        need_one(self)
        self.dossier_id.check_access("read")
        report = self.env.ref("key_account_dossier.key_account_dossier_report")
        action = report.with_context(lang=self.lang).report_action(
            self.dossier_id, config=False
        )
        return {
            **action,
            "context": {"lang": self.lang, "active_ids": self.dossier_id.ids},
            "close_on_report_download": True,
        }

    def action_print_xlsx(self):
        need_one(self)
        self.dossier_id.check_access("read")
        address = f"/key_account_dossier/{self.dossier_id.id}.xlsx?lang={self.lang}"
        return {
            "type": "ir.actions.act_url",
            "url": address,
            "target": "download",
            "close": True,
        }
