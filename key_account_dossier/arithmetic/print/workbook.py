"""A dossier as a workbook: one sheet for what stands once, one for each table."""

import io
import re
from math import ceil

from . import printout

ALIGNED = {"valign": "top", "text_wrap": True}
WIDTHS = {printout.TEXT: 32, printout.DATE: 12, printout.MOMENT: 17}
NUMBER_WIDTH = 16
TEXT_WIDTH = 60
LINE_HEIGHT = 15
SHEET_NAME_LENGTH = 31


class DossierWorkbook:
    """Writes :class:`printout.Section` lists.

    Text is always written as text: what begins with an equals sign is no formula.
    """

    def __init__(self, date_format, money_format):
        # As in Odoo's own exports, only loaded where it is used
        import xlsxwriter  # noqa: PLC0415

        self.output = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.output, {"in_memory": True})
        formats = {
            printout.TEXT: {},
            printout.DATE: {"num_format": date_format, "align": "left"},
            printout.MOMENT: {"num_format": f"{date_format} hh:mm", "align": "left"},
            printout.INTEGER: {"num_format": "#,##0"},
            printout.NUMBER: {"num_format": "#,##0.0"},
            printout.PERCENT: {"num_format": "0.0%"},
            printout.MONEY: {"num_format": money_format},
        }
        self.formats = {
            kind: self.book.add_format({**ALIGNED, **values})
            for kind, values in formats.items()
        }
        # Numbers below each other are to be compared, beside their names to be read.
        self.left_formats = {
            kind: self.book.add_format({**ALIGNED, **values, "align": "left"})
            for kind, values in formats.items()
        }
        self.title = self.book.add_format({"bold": True, "font_size": 16})
        self.heading = self.book.add_format(
            {"bold": True, "font_size": 12, "bottom": 1, "font_color": "#2f5f93"}
        )
        self.label = self.book.add_format({**ALIGNED, "font_color": "#666666"})
        self.secret = self.book.add_format(
            {**ALIGNED, "bold": True, "font_color": "#aa3333"}
        )
        self.columns = self.book.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#eef2f7", "text_wrap": True}
        )
        self.names = set()

    def fill(self, client, confidential, cells, sections):
        """Write the first sheet and those of the tables.

        :param confidential: who may see the dossier, in words
        :param cells: what stands above the sections
        """
        sheet = self._add_sheet(client)
        sheet.set_column(0, 0, WIDTHS[printout.TEXT])
        sheet.set_column(1, 1, TEXT_WIDTH)
        sheet.write_string(0, 0, client, self.title)
        sheet.set_row(1, 2 * LINE_HEIGHT)
        sheet.merge_range(1, 0, 1, 1, confidential, self.secret)
        sheet.freeze_panes(2, 0)
        row = self._write_cells(sheet, 3, cells)
        for section in sections:
            if section.cells or section.texts:
                sheet.write_string(row + 1, 0, section.title, self.heading)
                sheet.write_blank(row + 1, 1, None, self.heading)
                row = self._write_cells(sheet, row + 2, section.cells + section.texts)
        for section in sections:
            if section.chart_rows:
                self._write_chart(section)
            if section.rows:
                self._write_table(section.title, section.columns, section.rows)

    def get_value(self):
        self.book.close()
        return self.output.getvalue()

    def _add_sheet(self, title):
        """Add a sheet named ``title`` as far as a workbook takes it."""
        name = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:SHEET_NAME_LENGTH] or "-"
        number = 1
        while name.lower() in self.names:
            number += 1
            name = f"{name[: SHEET_NAME_LENGTH - 4]} {number}"
        self.names.add(name.lower())
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        return sheet

    def _write_cells(self, sheet, row, cells):
        for cell in cells:
            sheet.write_string(row, 0, cell.label, self.label)
            self._write_value(sheet, row, 1, cell, cell.value, self.left_formats)
            self._set_height(sheet, row, [(cell.value, TEXT_WIDTH)])
            row += 1
        return row

    def _write_table(self, title, columns, rows):
        sheet = self._add_sheet(title)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        for number, column in enumerate(columns):
            width = WIDTHS.get(column.kind, NUMBER_WIDTH)
            sheet.set_column(number, number, width)
            sheet.write_string(0, number, column.label, self.columns)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        for number, values in enumerate(rows, start=1):
            for place, (column, value) in enumerate(zip(columns, values, strict=True)):
                self._write_value(sheet, number, place, column, value, self.formats)
            self._set_height(
                sheet, number, [(value, WIDTHS[printout.TEXT]) for value in values]
            )
        return sheet

    def _write_chart(self, section):
        """Write the months, and draw them beside."""
        sheet = self._write_table(
            section.title, section.chart_columns, section.chart_rows
        )
        chart = self.book.add_chart({"type": "column"})
        last = len(section.chart_rows)
        for place, column in enumerate(section.chart_columns[1:], start=1):
            target = chart if place == 1 else self.book.add_chart({"type": "line"})
            target.add_series(
                {
                    "name": column.label,
                    "categories": [sheet.name, 1, 0, last, 0],
                    "values": [sheet.name, 1, place, last, place],
                }
            )
            if target is not chart:
                chart.combine(target)
        chart.set_x_axis({"date_axis": True, "num_format": "mm.yy"})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 720, "height": 320})
        sheet.insert_chart(1, len(section.chart_columns) + 1, chart)

    def _set_height(self, sheet, row, texts):
        """Make room for the longest of ``(value, width)``: not every program does."""
        lines = max(
            sum(ceil(len(line) / width) or 1 for line in str(value).splitlines())
            if value
            else 1
            for value, width in texts
        )
        if lines > 1:
            sheet.set_row(row, lines * LINE_HEIGHT)

    def _write_value(self, sheet, row, column, cell, value, formats):
        """Write a value of the kind that ``cell`` (or a column) is of."""
        kind = cell.kind
        style = formats[kind]
        if value is None or value == "":
            sheet.write_blank(row, column, None, style)
        elif kind in (printout.DATE, printout.MOMENT):
            sheet.write_datetime(row, column, value, style)
        elif kind in printout.NUMERIC:
            sheet.write_number(row, column, value, style)
        else:
            sheet.write_string(row, column, str(value), style)
