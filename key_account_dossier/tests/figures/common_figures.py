from datetime import date, datetime, time

from odoo.fields import Command, Date
from odoo.tests import freeze_time

from ..common import DossierCommon

TODAY = date(2025, 7, 15)


class FiguresCommon(DossierCommon):
    """A dossier on a client with documents, looked at on 15 July 2025.

    The 12 finished months are July 2024 to June 2025.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2025-07-15 09:00:00"))
        cls.sales_boss = cls._new_user(
            "sales_boss",
            "key_account_dossier.group_key_account_supervisor,"
            "sales_team.group_sale_manager",
        )
        cls.product = cls._new_product("Bolts")
        cls.branch = cls.env["res.partner"].create(
            {"name": "Yard", "parent_id": cls.client_partner.id, "type": "delivery"}
        )

    @classmethod
    def _new_product(cls, name, **values):
        return cls.env["product.product"].create(
            {"name": name, "type": "service", "taxes_id": False, **values}
        )

    @classmethod
    def _new_order(cls, day, amount, cost=0, partner=None, **values):
        """Create a confirmed order at noon of ``day``, of one line unless given."""
        line = {
            "product_id": cls.product.id,
            "price_unit": amount,
            "purchase_price": cost,
            "tax_ids": False,
        }
        order = cls.env["sale.order"].create(
            {
                "partner_id": (partner or cls.client_partner).id,
                "order_line": [Command.create(line)],
                "company_id": cls.company.id,
                **values,
            }
        )
        moment = datetime.combine(Date.to_date(day), time(12))
        order.write({"state": values.get("state", "sale"), "date_order": moment})
        return order

    def _open(self, user, dossier=None):
        """Return the dossier as ``user`` finds it, with nothing in the cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        return (dossier or self.dossier).with_user(user)
