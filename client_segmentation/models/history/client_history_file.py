import base64

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.base_import.models.base_import import DATE_PATTERNS

from ...arithmetic.history import sheets
from ...arithmetic.history.headings import ROWS_SEARCHED, find_columns
from ...arithmetic.history.reading import Book
from ...arithmetic.history.values import find_date_format

# A file is an archive of one of these kinds, the old kind of Excel, or a text.
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
DATES_LOOKED_AT = 500


class ClientHistoryImport(models.Model):
    """Reads a file, by Odoo's own import where that knows the line numbers."""

    _inherit = "client.history.import"

    def _read_book(self):
        """Return what is in the file as :class:`Book`.

        :raise UserError: if it is no workbook with sales or clients in it
        """
        try:
            found = self._find_sheets(base64.b64decode(self.file or b""))
        except sheets.Refused as refused:
            raise UserError(self._get_refusal(refused.reason)) from None
        book = self._new_book()
        # Clients first: sales name them.
        for kind, read in (
            ("clients", self._read_clients),
            ("sales", self._read_sales),
        ):
            for name, rows, (sheet_kind, columns) in found:
                if sheet_kind == kind:
                    read(book, name, rows, columns)
        return book

    def _new_book(self):
        currencies = self.env["res.currency"].search([("active", "=", True)])
        return Book(
            today=self.company_id._get_segment_today(),
            decimal_point=self.env["res.lang"]
            ._get_data(code=self.env.user.lang or "en_US")
            .decimal_point,
            currencies={
                word.upper(): currency.id
                for currency in currencies
                for word in (currency.name, currency.symbol)
                if word
            },
        )

    def _read_clients(self, book, name, rows, columns):
        book.read_clients(name, rows, columns)

    def _read_sales(self, book, name, rows, columns):
        days = [
            str(cells[columns["day"]])
            for _line, cells in rows[: DATES_LOOKED_AT * 10]
            if len(cells) > columns["day"]
            and isinstance(cells[columns["day"]], (str, int))
        ]
        book.read_sales(
            name,
            rows,
            columns,
            find_date_format(
                list(dict.fromkeys(days))[:DATES_LOOKED_AT], self._get_date_formats()
            ),
        )

    def _get_date_formats(self):
        """That of the user's language first, and those of Odoo's import."""
        own = self.env["res.lang"]._get_data(code=self.env.user.lang or "en_US")
        common = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%Y%m%d", "%m/%d/%Y", "%d/%m/%Y"]
        first = [fmt for fmt in (own.date_format, *common) if fmt]
        return list(dict.fromkeys([*first, *DATE_PATTERNS]))

    def _find_sheets(self, content):
        """Return the name, the rows below the headings, and kind and columns of each
        sheet that has any."""
        sheets.check_size(content)
        found = []
        for name, rows in self._read_sheets(content):
            heads = [cells for _line, cells in rows[:ROWS_SEARCHED]]
            columns = find_columns(heads)
            if columns:
                kind, place, places = columns
                found.append((name, rows[place + 1 :], (kind, places)))
        if not found:
            raise sheets.Refused("no_headings")
        if not any(rows for _name, rows, _columns in found):
            raise sheets.Refused("no_lines")
        return found

    def _read_sheets(self, content):
        """Yield name and numbered rows of each sheet."""
        if content.startswith(ZIP):
            sheets.check_archive(content)
            if b"mimetypeapplication/vnd.oasis" in content[:120]:
                return self._read_by_odoo(content, "ods")
            return sheets.read_xlsx(content)
        if content.startswith(OLE):
            return self._read_by_odoo(content, "xls")
        return [(self.env._("Sheet"), sheets.read_csv(content))]

    @api.model
    def _read_by_odoo(self, content, kind):
        """Files of other kinds, as Odoo's import reads them; it leaves out rows that
        are empty, and does not count them."""
        reader = self.env["base_import.import"].new({"file": content})
        read = getattr(reader, f"_read_{kind}")
        try:
            options = {}
            _count, rows = read(options)
            yield options["sheet"], sheets.number_rows(rows)
            for name in options["sheets"][1:]:
                _count, rows = read({"sheet": name})
                yield name, sheets.number_rows(rows)
        except sheets.Refused:
            raise
        except Exception as error:
            # Whatever a file that is none makes of the libraries
            raise sheets.Refused("unreadable") from error

    @api.model
    def _get_refusal(self, reason):
        sentences = {
            "empty": self.env._("The file is empty."),
            "too_large": self.env._(
                "The file is too large: up to 30 MB can be imported at a time."
            ),
            "too_many_rows": self.env._(
                "A sheet can have up to %(rows)s lines. Please split the file.",
                rows=f"{sheets.MAX_ROWS:,}",
            ),
            "macros": self.env._(
                "The workbook contains macros. Please save it as a workbook without "
                "macros (.xlsx) and try again."
            ),
            "unreadable": self.env._(
                "The file cannot be read. Please save it as an Excel workbook (.xlsx) "
                "or as CSV and try again."
            ),
            "no_lines": self.env._(
                "There are headings, and no lines below them: nothing to import."
            ),
            "no_headings": self.env._(
                "No sheet has headings that are known. Sales need at least Client, "
                "Date and Amount; clients need Client and one more. The template "
                "shows how they are written."
            ),
        }
        return sentences[reason]
