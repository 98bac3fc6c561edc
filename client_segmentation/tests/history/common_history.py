import base64
import io
from datetime import date

from odoo.tests import freeze_time

from ..common import SegmentationCommon

CLIENTS = ("Client", "Tax ID", "Reference", "Salesperson", "Audience", "Class")
SALES = ("Client", "Date", "Amount", "Margin", "Number")
TODAY = "2025-07-15"


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


class HistoryCommon(SegmentationCommon):
    """Imports of a head of sales, who may create contacts. Today is 15 July 2025."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager.group_ids += cls.env.ref("base.group_partner_manager")

    def setUp(self):
        super().setUp()
        clock = freeze_time(TODAY)
        clock.start()
        self.addCleanup(clock.stop)

    def _open(self, content, user=None, **values):
        return (
            self.env["client.history.import"]
            .with_user(user or self.manager)
            .create({"file": base64.b64encode(content), **values})
        )

    def _check(self, sales=(), clients=(), **values):
        """Check a workbook: sales (and clients) without their headings."""
        sheets = {}
        if clients:
            sheets["Clients"] = [CLIENTS, *clients]
        if sales:
            sheets["Sales"] = [SALES, *sales]
        record = self._open(write_workbook(**sheets), **values)
        record.action_check()
        return record

    def _import(self, record):
        record.action_import()
        for _step in range(100):
            if record.import_next()["is_done"]:
                break
        self.assertEqual(record.state, "done")
        return self.env["client.purchase"].search([("import_id", "=", record.id)])

    def _get_staged(self, record):
        return {client.name: client for client in record.sudo().client_ids}
