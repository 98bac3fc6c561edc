"""How classes of clients are computed elsewhere: client by client, or by sorting all
of them in Python and writing each. Written for this comparison."""

import time

from odoo.fields import Date, Domain


def client_by_client_seconds(env, company, clients, today):
    """Read the orders of each client, and write what was found, one after another."""
    start = Date.subtract(today, years=1)
    begun = time.perf_counter()
    for client in clients:
        domain = Domain(
            [
                ("partner_id", "child_of", client.id),
                ("company_id", "=", company.id),
                ("state", "=", "sale"),
            ]
        )
        orders = env["sale.order"]
        quarters = orders._read_group(
            domain & Domain("date_order", ">=", start),
            ["date_order:quarter"],
            ["amount_untaxed:sum", "margin:sum", "__count"],
        )
        [[first, last, revenue]] = orders._read_group(
            domain, [], ["date_order:min", "date_order:max", "amount_untaxed:sum"]
        )
        _write(client, sum(quarter[1] for quarter in quarters), first and last, revenue)
    env.flush_all()
    return time.perf_counter() - begun


def sorted_in_python_seconds(env, company, clients, today):
    """Sum the orders of all clients in one query, sort the sums, add them up to
    shares, and write each client's class."""
    begun = time.perf_counter()
    sums = env["sale.order"]._read_group(
        [
            ("partner_id", "in", clients.ids),
            ("company_id", "=", company.id),
            ("state", "=", "sale"),
            ("date_order", ">=", Date.subtract(today, years=1)),
        ],
        ["partner_id"],
        ["amount_untaxed:sum"],
    )
    sums = sorted(sums, key=lambda pair: (-pair[1], pair[0].id))
    total = sum(amount for _client, amount in sums)
    before = 0.0
    for client, amount in sums:
        share = before / total
        client.ref = "A" if share < 0.8 else "B" if share < 0.95 else "C"
        before += amount
        # As programs do that write a record at a time
        client.flush_recordset()
    return time.perf_counter() - begun


def _write(client, revenue, last, total):
    client.write({"ref": f"{revenue} {total}", "comment": str(last)})
    client.flush_recordset()
