from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
        name = f"{dossier._get_print_client_name()}.xlsx"
        return request.make_response(
            dossier._get_xlsx(),
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(name)),
                ("Cache-Control", "no-store"),
            ],
        )
