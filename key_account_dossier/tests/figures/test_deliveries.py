import unittest
from datetime import datetime

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common_figures import FiguresCommon


@tagged("post_install", "-at_install", "with_inventory")
class TestDeliveries(FiguresCommon):
    """Four deliveries: in time, late, one of which something came back, and one that
    should have left by now; late are 2 of 4, returned 1 of 3."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.env["key.account.dossier"]._has_deliveries():
            raise unittest.SkipTest("Inventory is not installed")
        cls.goods = cls._new_product("Anvil", type="consu", is_storable=False)

    def _order_delivery(self, promised, partner=None):
        line = {"product_id": self.goods.id, "product_uom_qty": 5, "price_unit": 10}
        order = self.env["sale.order"].create(
            {
                "partner_id": (partner or self.client_partner).id,
                "company_id": self.company.id,
                "order_line": [Command.create(line)],
            }
        )
        order.action_confirm()
        picking = order.picking_ids
        picking.date_deadline = datetime.fromisoformat(promised)
        return picking

    def _deliver(self, picking, moment):
        with freeze_time(moment):
            picking.move_ids.write({"quantity": 5, "picked": True})
            picking.button_validate()
        self.assertEqual(picking.state, "done")

    def _give_back(self, picking):
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 1
        back = wizard._create_return()
        back.move_ids.write({"quantity": 1, "picked": True})
        back.button_validate()
        self.assertEqual(back.state, "done")

    def test_late_and_returned(self):
        in_time = self._order_delivery("2025-06-10 12:00:00")
        self._deliver(in_time, "2025-06-10 11:00:00")
        late = self._order_delivery("2025-06-10 12:00:00", self.branch)
        self._deliver(late, "2025-06-11 08:00:00")
        returned = self._order_delivery("2025-07-01 12:00:00")
        self._deliver(returned, "2025-06-30 12:00:00")
        self._give_back(returned)
        self._order_delivery("2025-07-14 12:00:00")
        dossier = self._open(self.owner)
        self.assertEqual(dossier.delivery_count, 3)
        self.assertEqual(dossier.promised_delivery_count, 4)
        self.assertEqual(dossier.late_delivery_share, 0.5)
        self.assertEqual(dossier.returned_delivery_share, 0.3333)

    def test_of_long_ago_or_of_another_client(self):
        old = self._order_delivery("2024-06-10 12:00:00")
        self._deliver(old, "2024-06-12 12:00:00")
        other = self.env["res.partner"].create({"name": "Another", "is_company": True})
        self._deliver(self._order_delivery("2025-06-10", other), "2025-06-12 08:00:00")
        dossier = self._open(self.owner)
        self.assertEqual(dossier.delivery_count, 0)
        self.assertEqual(dossier.late_delivery_share, 0)
