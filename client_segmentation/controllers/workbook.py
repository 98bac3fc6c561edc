import io
from datetime import date

from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def make_workbook_response(content, name, headers=()):
    """Return the answer with a workbook, to be saved as ``name``.

    :param headers: more of them, as pairs
    """
    return request.make_response(
        content,
        headers=[
            ("Content-Type", XLSX),
            ("Content-Disposition", content_disposition(f"{name}.xlsx")),
            *headers,
        ],
    )


def write_template(sheets):
    """Return a workbook to fill in.

    :param sheets: by name (``""`` for that of the library) ``(heading, hint, example)``
        of each column; without a hint or an example they are empty
    """
    # As in Odoo's own exports, only loaded where it is used
    import xlsxwriter  # noqa: PLC0415

    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1})
        # Text, or a spreadsheet takes the leading zero or plus of a number away
        text = workbook.add_format({"num_format": "@"})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, columns in sheets.items():
            sheet = workbook.add_worksheet(name or None)
            sheet.freeze_panes(1, 0)
            for number, (heading, hint, example) in enumerate(columns):
                kind = {str: text, date: day}.get(type(example))
                width = max(len(heading), len(str(example or ""))) + 4
                sheet.set_column(number, number, width, kind)
                sheet.write_string(0, number, heading, bold)
                if hint:
                    sheet.write_comment(0, number, hint)
                if isinstance(example, str):
                    sheet.write_string(1, number, example, text)
                else:
                    sheet.write(1, number, example, kind)
    return output.getvalue()
