from odoo import http
from odoo.http import request

from odoo.addons.client_segmentation.controllers.workbook import (
    make_workbook_response,
)


class DossierXlsxController(http.Controller):
    # Not readonly: the export goes into the access log.
    @http.route(
        "/key_account_dossier/<int:dossier_id>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def download(self, dossier_id, lang=None):
        """The dossier as a workbook. Who may not open it is told the same as if there
        were none of this number."""
        dossier = request.env["key.account.dossier"].search([("id", "=", dossier_id)])
        if lang in dict(request.env["res.lang"].get_installed()):
            dossier = dossier.with_context(lang=lang)
        if not dossier or not dossier.has_access("read"):
            raise request.not_found()
        return make_workbook_response(
            dossier._get_xlsx(),
            dossier._get_print_client_name(),
            headers=[("Cache-Control", "no-store")],
        )
