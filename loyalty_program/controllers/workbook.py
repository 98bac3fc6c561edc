from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from odoo.addons.client_segmentation.controllers.workbook import (
    make_workbook_response,
)


def send_workbook(record):
    """Answer with the workbook of ``record``, and alike for one that is not there and
    one that the user may not read."""
    try:
        record.check_access("read")
        name = record.display_name
    except (AccessError, MissingError) as error:
        raise request.not_found() from error
    return make_workbook_response(record._write_workbook(), name)
