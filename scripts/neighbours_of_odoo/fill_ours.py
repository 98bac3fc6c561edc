"""What the add-ons have of their own: classes, and a key account of every tenth client.

Called as a module: ``python -m neighbours_of_odoo.fill_ours DATABASE``.
"""

import sys

from order_history.odoo_session import open_database

from odoo import Command

KEEPER = "key_account_dossier.group_key_account_manager"


def fill(env):
    company = env["res.company"].search([], order="id", limit=1)
    company.recompute_client_segments()
    keeper = env["res.users"].search([("login", "=", "neighbour_keeper")])
    keeper.group_ids = [Command.link(env.ref(KEEPER).id)]
    clients = env["res.partner"].search([("name", "like", "Client %")])
    company.key_account_max_clients = 0  # as many as one likes
    dossiers = env["key.account.dossier"].create(
        [
            {"partner_id": client.id, "user_id": keeper.id, "company_id": company.id}
            for client in clients[::10]
        ]
    )
    for dossier in dossiers:
        dossier.message_post(body="A secret")


def main(name):
    with open_database(name) as env:
        fill(env)
        env.cr.commit()
        env.cr.execute("ANALYZE")
        env.cr.commit()


if __name__ == "__main__":
    main(sys.argv[1])
