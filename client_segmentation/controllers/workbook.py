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
