"""Fill a database without the add-ons: some hundred of each kind of document.

Called as a module: ``python -m neighbours_of_odoo.fill DATABASE``.
"""

import sys
from datetime import timedelta

from order_history.odoo_session import open_database

from odoo import Command, fields

CLIENTS, PRODUCTS, ORDERS, LEADS, ACTIVITIES, FILES = 300, 30, 300, 300, 400, 300
SALES = ("sales_team.group_sale_salesman_all_leads", "base.group_partner_manager")
# Each has the same rights without the add-ons.
USERS = {
    "neighbour_seller": SALES,
    "neighbour_keeper": SALES,  # of key accounts
    "neighbour_clerk": ("account.group_account_invoice",),
}


class Filling:
    def __init__(self, env):
        self.env = env(context={"mail_notify_force_send": False})
        self.today = fields.Date.today()
        self.users = self._add_users()
        self.sellers = self.users[:2]
        self.clients = self._add_clients()
        self.products = self._add_products()
        self.orders = self._add_orders()
        self.leads = self._add_leads()
        self._talk()
        self._plan()
        self._attach()

    def _each(self, model, count, values):
        return self.env[model].create([values(number) for number in range(count)])

    def _seller(self, number):
        return self.sellers[number % len(self.sellers)]

    def _client(self, number):
        return self.clients[number * 7 % len(self.clients)]

    def _add_users(self):
        Users = self.env["res.users"].with_context(no_reset_password=True)
        return Users.create(
            [
                {
                    "name": login.replace("_", " ").title(),
                    "login": login,
                    "email": f"{login}@example.com",
                    "notification_type": "inbox",
                    "group_ids": [
                        Command.link(self.env.ref(name).id) for name in roles
                    ],
                }
                for login, roles in USERS.items()
            ]
        )

    def _add_clients(self):
        return self._each(
            "res.partner",
            CLIENTS,
            lambda number: {
                "name": f"Client {number}",
                "is_company": True,
                "email": f"client{number}@example.com",
                "user_id": self._seller(number).id,
                "child_ids": [Command.create({"name": f"Buyer {number}"})],
            },
        )

    def _add_products(self):
        return self._each(
            "product.product",
            PRODUCTS,
            lambda number: {"name": f"Product {number}", "list_price": 10 + number},
        )

    def _add_orders(self):
        orders = self._each("sale.order", ORDERS, self._order)
        orders[::2].action_confirm()
        return orders

    def _order(self, number):
        return {
            "partner_id": self._client(number).id,
            "user_id": self._seller(number).id,
            "date_order": self.today - timedelta(days=number),
            "order_line": [
                Command.create({"product_id": self.products[-line].id})
                for line in range(number % 3 + 1)
            ],
        }

    def _add_leads(self):
        return self._each(
            "crm.lead",
            LEADS,
            lambda number: {
                "name": f"Opportunity {number}",
                "type": "opportunity",
                "partner_id": self._client(number).id,
                "user_id": self._seller(number).id,
                "expected_revenue": 100 * number,
            },
        )

    def _talk(self):
        """A note on each document, and on each third a message that notifies."""
        for documents in (self.clients, self.orders, self.leads):
            documents._message_log_batch({each.id: "<p>Note</p>" for each in documents})
            for number, document in enumerate(documents[::3]):
                document.message_post(
                    body=f"Message {number}",
                    partner_ids=self._seller(number).partner_id.ids,
                )

    def _plan(self):
        documents = [*self.clients[:100], *self.orders[:100], *self.leads[:200]]
        task = self.env.ref("mail.mail_activity_data_todo")
        self._each(
            "mail.activity",
            ACTIVITIES,
            lambda number: {
                "activity_type_id": task.id,
                "res_model_id": self.env["ir.model"]._get_id(documents[number]._name),
                "res_id": documents[number].id,
                "date_deadline": self.today + timedelta(days=number % 20 - 10),
                "user_id": self._seller(number).id,
            },
        )

    def _attach(self):
        self._each(
            "ir.attachment",
            FILES,
            lambda number: {
                "name": f"File {number}.txt",
                "raw": b"text",
                "res_model": "res.partner",
                "res_id": self._client(number).id,
            },
        )


def main(name):
    with open_database(name) as env:
        Filling(env)
        env.cr.commit()
        env.cr.execute("ANALYZE")
        env.cr.commit()


if __name__ == "__main__":
    main(sys.argv[1])
