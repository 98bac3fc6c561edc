import io

from odoo import http
from odoo.http import request

from .workbook import make_workbook_response

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
        return make_workbook_response(_write_workbook(columns), model)


def _write_workbook(columns):
    """Write ``(heading, hint, example)`` of each column."""
    # As in Odoo's own exports, only loaded where it is used
    import xlsxwriter  # noqa: PLC0415

    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1})
        # Text, or a spreadsheet takes the leading zero or plus of a number away
        text = workbook.add_format({"num_format": "@"})
        sheet = workbook.add_worksheet()
        sheet.freeze_panes(1, 0)
        for number, (heading, hint, example) in enumerate(columns):
            sheet.set_column(number, number, max(len(heading), len(example)) + 4, text)
            sheet.write_string(0, number, heading, bold)
            sheet.write_comment(0, number, hint)
            sheet.write_string(1, number, example, text)
    return output.getvalue()
