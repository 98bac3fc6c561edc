"""The pieces of work whose cost is compared, as Odoo's web client asks for them."""

import dataclasses
from collections.abc import Callable

from odoo import Command

from .views import specification

SELLER, KEEPER, CLERK = "neighbour_seller", "neighbour_keeper", "neighbour_clerk"
PAGE = 80
RECORDS_OF_MAIL = {
    "Messages": "mail.message",
    "Notifications": "mail.notification",
    "Followers": "mail.followers",
    "Activities": "mail.activity",
    "Attachments": "ir.attachment",
}


@dataclasses.dataclass
class Work:
    """``prepare(env)`` returns what is then measured, as a call without arguments."""

    name: str
    login: str
    prepare: Callable
    ratio: float  # of CPU that is wanted at most
    queries: int | None = None  # that may come in addition


def works():
    for who, login, ratio in (
        ("", SELLER, 1.2),
        (", key account manager", KEEPER, 1.5),
    ):
        for name, model in RECORDS_OF_MAIL.items():
            yield Work(f"{name}{who}", login, search(model), ratio)
    yield Work("Contact form", SELLER, form("res.partner", CLIENTS), 1.25, 4)
    yield Work("80 contacts", SELLER, page("res.partner", "list"), 1.25, 4)
    yield Work("Contact by name", SELLER, by_name, 1.25, 4)
    yield Work("Quotation form", SELLER, form("sale.order", QUOTATIONS), 1.3, 6)
    yield Work("80 quotations", SELLER, page("sale.order", "list"), 1.3, 6)
    yield Work("Confirm a quotation", SELLER, confirm, 1.3, 6)
    yield Work("Pipeline of 80", SELLER, page("crm.lead", "kanban"), 1.25)
    yield Work("Activities in the bar", SELLER, bar, 1.25)
    yield Work("Activity list", SELLER, page("mail.activity", "list"), 1.25)
    yield Work("Post an invoice", CLERK, post_invoice, 1.25, 0)


CLIENTS = [("name", "=like", "Client %")]
QUOTATIONS = [("state", "=", "draft"), ("order_line", "!=", False)]


def search(model):
    return lambda env: lambda: env[model].search([], limit=PAGE)


def form(model, domain):
    def prepare(env):
        record = env[model].search(domain, limit=1, order="id")
        wanted = specification(env, model, "form")
        return lambda: record.web_read(wanted)

    return prepare


def page(model, kind):
    def prepare(env):
        wanted = specification(env, model, kind)
        return lambda: env[model].web_search_read(
            [], wanted, limit=PAGE, count_limit=10_001
        )

    return prepare


def by_name(env):
    return lambda: env["res.partner"].name_search("client 7")


def confirm(env):
    order = env["sale.order"].search(QUOTATIONS, limit=1, order="id")
    return lambda: _flushed(order, order.action_confirm)


def bar(env):
    return env["res.users"]._get_activity_groups


def post_invoice(env):
    invoice = env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": env["res.partner"].search(CLIENTS, limit=1, order="id").id,
            "invoice_date": "2026-01-15",
            "invoice_line_ids": [Command.create({"name": "Work", "price_unit": 100})],
        }
    )
    env.flush_all()
    return lambda: _flushed(invoice, invoice.action_post)


def _flushed(records, work):
    work()
    records.env.flush_all()
