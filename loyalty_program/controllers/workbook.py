from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request

from odoo.addons.client_segmentation.controllers.import_template import XLSX


def send_workbook(record):
    """Answer with the workbook of ``record``, and alike for one that is not there and
    one that the user may not read."""
    try:
        record.check_access("read")
        name = record.display_name
    except (AccessError, MissingError) as error:
        raise request.not_found() from error
    return request.make_response(
        record._write_workbook(),
        headers=[
            ("Content-Type", XLSX),
            ("Content-Disposition", content_disposition(f"{name}.xlsx")),
        ],
    )
