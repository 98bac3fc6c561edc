from datetime import date
from itertools import zip_longest

from odoo import http
from odoo.http import request

from ..arithmetic.history.headings import OF_CLIENTS, get_headings
from .workbook import make_workbook_response, write_template

OF_SALES = ("name", "day", "amount", "margin", "number", "currency")
CLIENT = ("Example Ltd", "12345678", "C-0001", "office@example.com", "+1 555 0100")
SALE = ("Example Ltd", date(2025, 3, 31), 1200.5, 300, "S-0001")


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
        sheets = {
            name: zip_longest(get_headings(names, language), (), example)
            for name, names, example in (
                (request.env._("Clients"), OF_CLIENTS, CLIENT),
                (request.env._("Sales"), OF_SALES, SALE),
            )
        }
        return make_workbook_response(
            write_template(sheets), request.env._("clients and sales")
        )
