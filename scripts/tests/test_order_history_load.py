"""The loader and the check from the command line, on a database of their own."""

import os
import re
import subprocess
import sys

import order_history_sample
import pytest
import retail_sample
from devkit import database, environment, odoo_run, postgres
from devkit.paths import REPO
from devkit.process import setup_log

AS_OF = str(order_history_sample.AS_OF)
# Among them the day before a horizon begins, and one before any purchase
DAYS = ("2024-06-30", "2024-07-01", "2024-07-16", "2023-01-15", "1999-12-31")
CDNOW = order_history_sample.cdnow_file()
# July and the last of June look alike, but end the horizon a month apart.
CDNOW_DAYS = ("1998-07-01", "1998-06-30", "1997-12-31", "1997-03-01")

READ_THROUGH_ODOO = """
domain = [("origin", "=", "Order history: history.txt")]
orders = env["sale.order"].search(domain, order="id")
clients = {orders_count}, {client_count}
assert (len(orders), len(orders.partner_id)) == clients, (orders, orders.partner_id)
order, lines = orders[0], orders.order_line

# Every field of the forms, as the web client reads them
fields = {{name: {{}} for name in order._fields}}
fields["order_line"] = {{"fields": {{name: {{}} for name in lines._fields}}}}
[values] = order.web_read(fields)
assert values["amount_total"] == 300_000, values["amount_total"]
assert values["tax_totals"]["total_amount_currency"] == 300_000
assert values["invoice_status"] == "no", values["invoice_status"]
assert str(values["date_order"]) == "2023-07-01 12:00:00", values["date_order"]
assert not order.message_ids and not order.partner_id.message_ids
[values] = order.partner_id.web_read({{n: {{}} for n in order.partner_id._fields}})
assert values["ref"] == "lion" and values["sale_order_count"] == 2, values
assert order.partner_id.commercial_partner_id == order.partner_id

# The analysis of sales
[(count, subtotal, quantity)] = env["sale.report"]._read_group(
    [("name", "in", orders.mapped("name"))],
    aggregates=["__count", "price_subtotal:sum", "product_uom_qty:sum"],
)
assert (count, subtotal) == (len(orders), sum(orders.mapped("amount_untaxed")))
assert quantity == sum(lines.mapped("product_uom_qty"))

# Odoo comes to the same figures if it computes them anew
stored = {{
    field: records.mapped(field.name)
    for records in (orders, lines)
    for field in records._fields.values()
    if field.compute and field.store and field.type in ("float", "monetary")
    and field.name not in ("price_unit", "discount", "purchase_price")
}}
for field in stored:
    env.add_to_compute(field, lines if field.model_name == lines._name else orders)
env.flush_all()
env.invalidate_all()
for field, values in stored.items():
    records = lines if field.model_name == lines._name else orders
    for before, after in zip(values, records.mapped(field.name), strict=True):
        assert abs(before - after) < 1e-6, (field, before, after)
"""

INVOICE = """
order = env["sale.order"].search([("origin", "=", "Order history: invoiced.txt")])
order.order_line.qty_delivered = 2
order._create_invoices()
env.cr.commit()
"""

RETAIL_ORDERS = """
    SELECT client_order_ref, date_order::date, ROUND(amount_total, 2), COUNT(*)
      FROM sale_order
      JOIN sale_order_line line ON line.order_id = sale_order.id
      JOIN res_partner client ON client.id = partner_id
     WHERE client.ref = '{client}'
  GROUP BY sale_order.id
  ORDER BY sale_order.id
"""


def run(script, *arguments):
    command = [sys.executable, REPO / "scripts" / script, *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=600)
    return result.returncode, result.stdout + result.stderr


def succeed(script, *arguments):
    code, text = run(script, *arguments)
    assert code == 0, text
    return text


def refuse(script, *arguments):
    code, text = run(script, *arguments)
    assert code == 1, text
    assert "Traceback" not in text
    return text


@pytest.fixture(scope="module")
def name():
    """An empty database with the add-ons."""
    with pytest.MonkeyPatch.context() as patch:
        # A private server, not one of the user's, though scripts/test names it so.
        if os.environ.get("PGHOST") == str(postgres.PrivateCluster().socket_folder):
            for variable in [key for key in os.environ if key.startswith("PG")]:
                patch.delenv(variable)
        odoo = environment.ensure()
        template = database.template_with_addons(odoo)
        with database.scratch(template, "history") as scratch:
            yield scratch


@pytest.fixture(scope="module")
def loaded(name, tmp_path_factory):
    """The sample, loaded: the arguments that name it."""
    path = tmp_path_factory.mktemp("history") / "history.txt"
    order_history_sample.write_blanks(path)
    arguments = (path, "--database", name)
    text = succeed("load_orders", *arguments, "--classify-as-of", AS_OF)
    assert "2,000 new clients" in text
    return arguments


def count_orders(name):
    [[count]] = postgres.query("SELECT COUNT(*) FROM sale_order", name)
    return int(count)


def test_bad_lines_are_refused_and_nothing_is_written(name, tmp_path):
    path = tmp_path / "bad.txt"
    path.write_text("id date number amount\nA 20240101 1 5\nB 20240230 1 5\n")
    before = count_orders(name)
    text = refuse("load_orders", path, "--database", name)
    assert "bad.txt was refused; nothing was written" in text
    assert "line 3: '20240230' is not a date" in text
    assert count_orders(name) == before


def test_a_database_that_is_not_there(tmp_path):
    text = refuse("load_orders", tmp_path / "x", "--database", "cs_is_not_there")
    assert "The database cs_is_not_there cannot be opened" in text


def test_every_class_agrees_on_other_days(loaded):
    text = succeed("check_classification", *loaded, "--recompute", "--as-of", *DAYS)
    assert text.count("All agree.") == len(DAYS)


def test_every_class_agrees(loaded):
    """Also after other days were looked at, which is undone."""
    text = succeed("check_classification", *loaded, "--as-of", AS_OF)
    for label in ("ABC", "Temperature", "State", "Revenue"):
        assert f"{label}: 2,000 of 2,000 clients agree" in text
    # 3 A and 2 B by hand; cold are those who will have bought
    assert "a 3, b 2, c 1,992, none 3; cold 3, hot 1,007, warm 990" in text


def test_the_check_can_fail(loaded):
    check = ("check_classification", *loaded, "--as-of")
    code, text = run(*check, AS_OF, "--abc", "60", "95")
    assert code == 1
    assert re.search(r"differs: client tie-z \(\d+\): ABC a, expected b", text), text
    assert "are not classified as of 2024-07-14" in refuse(*check, "2024-07-14")


def test_odoo_reads_what_was_loaded(loaded, name):
    purchases, classes = order_history_sample.make()
    code = READ_THROUGH_ODOO.format(
        orders_count=len(purchases), client_count=len(classes)
    )
    log = setup_log("order-history-read")
    odoo_run.run_in_shell(name, code, "Reading the orders through Odoo", log)


def test_a_file_is_loaded_once(loaded, name):
    before = count_orders(name)
    assert "was loaded into" in refuse("load_orders", *loaded)
    assert count_orders(name) == before


def test_a_file_is_replaced_and_its_clients_stay(loaded, name, tmp_path):
    sql = "SELECT COUNT(*), SUM(id) FROM res_partner"
    before = count_orders(name), postgres.query(sql, name)
    path = tmp_path / "history.csv"
    order_history_sample.write_semicolons(path)
    options = (*order_history_sample.SEMICOLONS, "--name", "history.txt")
    arguments = (path, "--database", name, *options, "--replace")
    text = succeed("load_orders", *arguments, "--classify-as-of", AS_OF)
    assert "0 new clients, 2,000 that were there" in text
    assert (count_orders(name), postgres.query(sql, name)) == before
    succeed("check_classification", *loaded, "--as-of", AS_OF)


def test_clients_that_a_new_version_does_not_have_go(name, tmp_path):
    path = tmp_path / "short.txt"
    header = "id date number amount\n"
    path.write_text(f"{header}New-1 20200101 1 5\nNew-2 20200101 1 5\n")
    succeed("load_orders", path, "--database", name)
    path.write_text(f"{header}New-2 20200101 1 6\nNew-3 20200101 1 7\n")
    text = succeed("load_orders", path, "--database", name, "--replace")
    assert "2 orders in place of 2 removed, 1 new clients, 1 that were there" in text
    rows = postgres.query(
        "SELECT ref FROM res_partner WHERE ref LIKE 'New-%' ORDER BY ref", name
    )
    assert rows == [["New-2"], ["New-3"]]


def test_orders_with_an_invoice_are_not_removed(name, tmp_path):
    path = tmp_path / "invoiced.txt"
    path.write_text("id date number amount\nNew-4 20200101 2 5\n")
    succeed("load_orders", path, "--database", name)
    log = setup_log("order-history-invoice")
    odoo_run.run_in_shell(name, INVOICE, "Making an invoice", log)
    before = count_orders(name)
    text = refuse("load_orders", path, "--database", name, "--replace")
    assert "The earlier load is in use; nothing was changed." in text
    assert count_orders(name) == before


def test_online_retail(name, tmp_path):
    """Its invoices, prices, cancellations and lines without a client, with the command
    of the README."""
    path = tmp_path / "online_retail_II.csv"
    retail_sample.write(path)
    arguments = (path, "--database", name, *retail_sample.OPTIONS)
    as_of = str(retail_sample.AS_OF)
    text = succeed("load_orders", *arguments, "--classify-as-of", as_of)
    assert "7 purchases (10 lines) of 4 clients, 2010-07-01 to 2011-07-01" in text
    assert "3 lines without a client left out" in text
    assert "7 orders, 4 new clients" in text
    found = postgres.query(RETAIL_ORDERS.format(client="97001"), name)
    assert found == [
        ["489434", "2010-12-01", "85.90", "2"],
        ["C489449", "2010-12-13", "-13.90", "1"],
        ["489500", "2011-06-30", "928.00", "1"],
    ]
    text = succeed("check_classification", *arguments, "--as-of", as_of)
    assert "All agree." in text
    assert "expected: a 1, b 1, c 2; hot 4" in text
    again = ("check_classification", *arguments, "--recompute", "--as-of", "2011-03-01")
    assert "All agree." in succeed(*again)


@pytest.mark.skipif(not CDNOW, reason=order_history_sample.WITHOUT_CDNOW)
def test_cdnow(name):
    arguments = (CDNOW, "--database", name)
    first, *others = CDNOW_DAYS
    text = succeed("load_orders", *arguments, "--classify-as-of", first)
    assert "69,659 orders, 23,570 new clients" in text
    check = ("check_classification", *arguments, "--as-of")
    text = succeed(*check, first) + succeed(*check, *others, "--recompute")
    for label in ("ABC", "Temperature", "Revenue"):
        line = f"{label}: 23,570 of 23,570 clients agree"
        assert text.count(line) == len(CDNOW_DAYS), text
