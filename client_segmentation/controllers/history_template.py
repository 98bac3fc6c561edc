import io
from datetime import date

from odoo import http
from odoo.http import request

from ..arithmetic.history.headings import OF_CLIENTS, get_headings
from .workbook import make_workbook_response

OF_SALES = ("name", "day", "amount", "margin", "number", "currency")
CLIENT = ("Example Ltd", "12345678", "C-0001", "office@example.com", "+1 555 0100")
SALE = ("Example Ltd", date(2025, 3, 31), 1200.5, 300, "S-0001")
ROWS_FORMATTED = 1000


class HistoryTemplateController(http.Controller):
    @http.route(
        "/client_segmentation/history_template.xlsx",
        type="http",
        auth="user",
        readonly=True,
    )
    def download(self):
        """A workbook for clients and their sales, with one example of each."""
        language = request.env.user.lang or "en_US"
        sheets = [
            (request.env._("Clients"), get_headings(OF_CLIENTS, language), CLIENT),
            (request.env._("Sales"), get_headings(OF_SALES, language), SALE),
        ]
        return make_workbook_response(
            _write_workbook(sheets), request.env._("clients and sales")
        )


def _write_workbook(sheets):
    # As in Odoo's own exports, only loaded where it is used
    import xlsxwriter  # noqa: PLC0415

    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1})
        text = workbook.add_format({"num_format": "@"})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, headings, example in sheets:
            sheet = workbook.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(headings) - 1, 22)
            sheet.write_row(0, 0, headings, bold)
            for place, value in enumerate(example):
                if isinstance(value, str):
                    sheet.write_string(1, place, value, text)
                elif isinstance(value, date):
                    sheet.write_datetime(1, place, value, day)
                else:
                    sheet.write_number(1, place, value)
    return output.getvalue()
