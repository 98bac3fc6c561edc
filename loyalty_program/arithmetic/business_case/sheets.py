"""What the workbooks of business cases and of results have in common."""

import io

MONEY, NUMBER, SHARE = "#,##0.00", "#,##0.####", "0.00%"


class Workbook:
    """Writes a workbook whose formulas recompute it.

    A class of its own names its ``sheet_names``, the director's page first, and the
    ``styles`` of its numbers, and fills the sheets in ``_write``. ``labels`` are the
    words of all keys that it uses.
    """

    sheet_names = ()
    styles = ()

    def __init__(self, labels):
        self.labels = labels

    def render(self):
        # As in Odoo's own exports, only loaded where it is used
        import xlsxwriter  # noqa: PLC0415

        output = io.BytesIO()
        with xlsxwriter.Workbook(output, {"in_memory": True}) as self.book:
            self.bold = self.book.add_format({"bold": True})
            self.head = self.book.add_format(
                {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
            )
            self.formats = self._add_formats()
            self.typed = self._add_formats(font_color="#0000ff", bg_color="#fff9e5")
            self.sheets = {name: self._add_sheet(name) for name in self.sheet_names}
            self._write()
        return output.getvalue()

    def _write(self):
        raise NotImplementedError

    def _add_formats(self, **look):
        return {
            style: self.book.add_format({"num_format": style, **look})
            for style in self.styles
        }

    def _add_sheet(self, name):
        sheet = self.book.add_worksheet(self.labels[name][:31])
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _place(self, sheet, cell):
        name = self.labels[sheet][:31].replace("'", "''")
        return f"'{name}'!{cell}"

    def _word(self, key):
        """The words of a key as a text within a formula."""
        text = self.labels[key].replace('"', '""')
        return f'"{text}"'

    def _write_heads(self, sheet, row, keys):
        for column, key in enumerate(keys):
            sheet.write_string(row, column, self.labels[key], self.head)

    def _name_chart(self, drawn, title, width, height):
        drawn.set_title({"name": title, "name_font": {"size": 12}})
        drawn.set_legend({"position": "bottom"})
        drawn.set_size({"width": width, "height": height})
