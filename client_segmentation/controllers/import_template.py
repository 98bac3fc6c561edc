from odoo import http
from odoo.http import request

from .workbook import make_workbook_response, write_template

MODELS = ("res.partner", "client.segment.pin")


class ImportTemplateController(http.Controller):
    @http.route(
        "/client_segmentation/import_template/<string:model>.xlsx",
        type="http",
        auth="user",
        readonly=True,
    )
    def download(self, model):
        """A workbook to fill in, with headings in the user's language: that is what
        the import knows columns by."""
        if model not in MODELS:
            raise request.not_found()
        Model = request.env[model]
        hints = Model._get_import_template_hints()
        fields = Model.fields_get(list(hints), ["string"])
        columns = [(fields[name]["string"], *hint) for name, hint in hints.items()]
        return make_workbook_response(write_template({"": columns}), model)
