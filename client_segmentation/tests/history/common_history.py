import base64
from unittest.mock import patch

from odoo.tests import freeze_time

from ..common import SegmentationCommon
from ..whole.workbook import write_workbook

CLIENTS = ("Client", "Tax ID", "Reference", "Salesperson", "Audience", "Class")
SALES = ("Client", "Date", "Amount", "Margin", "Number")
TODAY = "2025-07-15"


class HistoryCommon(SegmentationCommon):
    """Imports of a head of sales, who may create contacts, in a company in use. Today
    is 15 July 2025."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager.group_ids += cls.env.ref("base.group_partner_manager")
        page = type(cls.env["client.first.day"])
        cls.startClassPatcher(patch.object(page, "_is_begun", lambda self: True))

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
