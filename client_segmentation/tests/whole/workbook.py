import io
from datetime import date


def write_workbook(**rows_by_sheet):
    """A workbook with these sheets, the first row of each the headings."""
    import xlsxwriter  # noqa: PLC0415

    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in rows_by_sheet.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, place, value, day)
                    else:
                        sheet.write(number, place, value)
    return output.getvalue()
