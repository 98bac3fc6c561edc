"""Purchases become clients and confirmed orders, thousands a second."""

from dataclasses import dataclass

from devkit.console import Progress
from devkit.errors import Problem

from odoo.tools import SQL

from . import clone, earlier, parse, sample

# Temporary tables, of this transaction.
CLIENTS = "order_history_client"
PURCHASES = "order_history_purchase"
ORDERS = "order_history_order"
LINES = "order_history_line"
NAMES_SHOWN = 5


@dataclass(frozen=True)
class Result:
    orders: int
    new_clients: int
    known_clients: int
    removed_orders: int = 0


def load(env, company, name, purchases, replace=False):
    """Create what the file says, or nothing at all: commit only if this returns.

    A client is the contact with that reference, or a new one; an order carries
    ``name`` as its source, so that the same file is not loaded twice.
    """
    removed = earlier.settle(env, company, name, replace)
    with Progress("Making a sample"):
        rows = sample.make(env, company)
    with Progress("Making clients"):
        clients = {purchase.client: purchase for purchase in reversed(purchases)}
        known = find_clients(env, company, clients)
        created = _create_clients(env, company, purchases, known, rows)
    with Progress("Making orders"):
        _create_orders(env, company, name, purchases, known | created, rows)
    with Progress("Checking the result"):
        env.invalidate_all()
        if removed:
            removed.unlink_idle_clients(clients)
        _verify(env, company, name, purchases)
        _analyze(env)
    return Result(
        orders=parse.count_orders(purchases),
        new_clients=len(created),
        known_clients=len(known),
        removed_orders=removed.order_count if removed else 0,
    )


def find_clients(env, company, references):
    """Return ``{reference: id}`` of those contacts that are there, archived ones too:
    a second contact for the same client would be worse."""
    partners = (
        env["res.partner"]
        .with_context(active_test=False)
        .search_fetch(
            [
                ("ref", "in", list(references)),
                ("parent_id", "=", False),
                ("company_id", "in", [company.id, False]),
            ],
            ["ref"],
            order="id",
        )
    )
    found = {partner.ref: partner.id for partner in partners}
    if len(found) < len(partners):
        refs = partners.mapped("ref")
        double = sorted({ref for ref in refs if refs.count(ref) > 1})[:NAMES_SHOWN]
        raise Problem(
            "Some references belong to more than one contact.",
            ", ".join(double),
            "Merge these contacts, or change their reference.",
        )
    return found


def _create_clients(env, company, purchases, known, rows):
    """Create the clients that are missing, in the order of their first purchase;
    return ``{reference: id}``."""
    names = {}
    for purchase in purchases:
        if purchase.client not in known:
            names[purchase.client] = names.get(purchase.client) or purchase.name
    ids = _next_ids(env, "res_partner", len(names))
    created = dict(zip(names, ids, strict=True))
    env.cr.execute(
        SQL(
            "CREATE TEMPORARY TABLE %s (id integer, ref varchar, name varchar)"
            " ON COMMIT DROP",
            SQL.identifier(CLIENTS),
        )
    )
    clients = (
        (created[reference], reference, name or f"Client {reference}")
        for reference, name in names.items()
    )
    clone.copy_in(env.cr, CLIENTS, ("id", "ref", "name"), clients)
    clone.insert_like(
        env.cr,
        "res_partner",
        rows.partner,
        CLIENTS,
        {
            "id": SQL("source.id"),
            "commercial_partner_id": SQL("source.id"),
            "ref": SQL("source.ref"),
            "name": SQL("source.name"),
            "complete_name": SQL("source.name"),
            # Since when a client was known, a file of purchases does not say.
            "create_date": SQL("NULL::timestamp"),
        },
    )
    earlier.mark_clients(env, CLIENTS)
    return created


def _next_ids(env, table, count):
    return [
        number
        for (number,) in env.execute_query(
            SQL(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"
                "  FROM generate_series(1, %s)",
                table,
                count,
            )
        )
    ]


def _create_orders(env, company, name, purchases, client_ids, rows):
    _stage_purchases(env, company, purchases, client_ids)
    _stage_orders(env, company)
    same_for_both = {
        "company_id": SQL("%s", company.id),
        # An order of the past was made in the past: what the add-ons see of it as
        # of a day before must not be there yet. write_date stays now.
        "create_date": SQL("source.moment"),
    }
    clone.insert_like(
        env.cr,
        "sale_order",
        rows.order,
        ORDERS,
        {
            **same_for_both,
            "id": SQL("source.id"),
            "name": SQL("'HIST/' || lpad(source.id::text, 7, '0')"),
            "origin": SQL("%s", earlier.mark(name)),
            "client_order_ref": SQL(
                "COALESCE(NULLIF(source.invoice, ''), 'line ' || source.first_line)"
            ),
            "partner_id": SQL("source.partner_id"),
            "partner_invoice_id": SQL("source.partner_id"),
            "partner_shipping_id": SQL("source.partner_id"),
            "date_order": SQL("source.moment"),
            "currency_rate": SQL("1"),
            "amount_untaxed": SQL("source.amount"),
            "amount_tax": SQL("0"),
            "amount_total": SQL("source.amount"),
            **_margin(rows.line),
        },
    )
    clone.insert_like(
        env.cr,
        "sale_order_line",
        rows.line,
        LINES,
        {
            **same_for_both,
            "id": SQL("source.id"),
            "order_id": SQL("source.order_id"),
            "order_partner_id": SQL("source.partner_id"),
            "product_uom_qty": SQL("source.quantity"),
            # Not rounded: Odoo must come to the same amount if it computes again.
            "price_unit": SQL("source.amount / source.quantity"),
            "technical_price_unit": SQL("source.amount / source.quantity"),
            "price_reduce_taxexcl": SQL("source.amount / source.quantity"),
            "price_reduce_taxinc": SQL("source.amount / source.quantity"),
            "price_subtotal": SQL("source.amount"),
            "price_tax": SQL("0"),
            "price_total": SQL("source.amount"),
            **_margin(rows.line),
        },
    )


def _stage_purchases(env, company, purchases, client_ids):
    env.cr.execute(
        SQL(
            """
            CREATE TEMPORARY TABLE %s (
                line integer,
                first_line integer,
                invoice varchar,
                partner_id integer,
                day date,
                quantity numeric,
                amount numeric
            ) ON COMMIT DROP
            """,
            SQL.identifier(PURCHASES),
        )
    )
    digits = company.currency_id.decimal_places
    clone.copy_in(
        env.cr,
        PURCHASES,
        ("line", "first_line", "invoice", "partner_id", "day", "quantity", "amount"),
        (
            (
                purchase.line,
                purchase.order,
                purchase.invoice,
                client_ids[purchase.client],
                purchase.day,
                purchase.quantity,
                f"{purchase.cents}e-{digits}",
            )
            for purchase in purchases
        ),
    )


def _stage_orders(env, company):
    """Give every order and every line its id, in the order of the file. Noon in the
    company's time zone is that day in every user's, or nearly."""
    tables = {
        "purchases": SQL.identifier(PURCHASES),
        "orders": SQL.identifier(ORDERS),
        "lines": SQL.identifier(LINES),
    }
    env.cr.execute(
        SQL(
            """
            CREATE TEMPORARY TABLE %(orders)s ON COMMIT DROP AS
            SELECT nextval('sale_order_id_seq')::integer AS id, made.*
              FROM (
                  SELECT first_line, partner_id, MIN(invoice) AS invoice,
                         (day + TIME '12:00') AT TIME ZONE %(timezone)s
                         AT TIME ZONE 'UTC' AS moment,
                         SUM(quantity) AS quantity, SUM(amount) AS amount
                    FROM %(purchases)s
                GROUP BY first_line, partner_id, day
                ORDER BY first_line
              ) made
            """,
            timezone=company.resource_calendar_id.tz or "UTC",
            **tables,
        )
    )
    env.cr.execute(
        SQL(
            """
            CREATE TEMPORARY TABLE %(lines)s ON COMMIT DROP AS
            SELECT nextval('sale_order_line_id_seq')::integer AS id, made.*
              FROM (
                  SELECT purchase.partner_id, purchase.quantity, purchase.amount,
                         source.id AS order_id, source.moment
                    FROM %(purchases)s purchase
                    JOIN %(orders)s source USING (first_line)
                ORDER BY purchase.line
              ) made
            """,
            **tables,
        )
    )


def _margin(line):
    """Margins as the module Sales margin computes them, if it is there."""
    cost = line.get("purchase_price") or 0
    margin = SQL("source.amount - source.quantity * %s::numeric", cost)
    return {
        "margin": margin,
        "margin_percent": SQL("COALESCE((%s) / NULLIF(source.amount, 0), 0)", margin),
    }


def _verify(env, company, name, purchases):
    """What Odoo reads must be what the file says, or nothing of it stays."""
    domain = earlier.get_domain(company, name)
    lines = [("order_id", "any", domain)]
    found = [
        *env["sale.order"]._read_group(
            domain,
            aggregates=["__count", "partner_id:count_distinct", "amount_untaxed:sum"],
        ),
        *env["sale.order.line"]._read_group(
            lines,
            aggregates=[
                "__count",
                "order_partner_id:count_distinct",
                "price_total:sum",
            ],
        ),
    ]
    units = 10**company.currency_id.decimal_places
    found = [(count, clients, round(total * units)) for count, clients, total in found]
    total = sum(purchase.cents for purchase in purchases)
    clients = len({purchase.client for purchase in purchases})
    counts = (parse.count_orders(purchases), len(purchases))
    expected = [(count, clients, total) for count in counts]
    if found != expected:
        raise Problem(
            "What was loaded is not what the file says; it was undone.",
            f"number, clients, cents of the orders and of their lines: {expected} in "
            f"the file, but {found} in Odoo",
        )


def _analyze(env):
    for table in ("res_partner", "sale_order", "sale_order_line"):
        env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
