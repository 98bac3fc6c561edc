"""One client with one order, made by Odoo and undone again.

Their rows carry the defaults and the required columns of whatever modules are
installed; the loader multiplies them.
"""

import contextlib
from dataclasses import dataclass

from devkit.errors import Problem

from odoo.fields import Command

from . import clone

MODULE = "__order_history__"  # of the external ids of what is loaded
PRODUCT = f"{MODULE}.product"


@dataclass(frozen=True)
class Sample:
    partner: dict
    order: dict
    line: dict


def get_product(env):
    """The one product of all loaded orders.

    It is invoiced on delivery and nothing is ever delivered, so that Odoo does not
    count a past that is long paid among the orders to invoice.
    """
    product = env.ref(PRODUCT, raise_if_not_found=False)
    if product:
        return product
    product = env["product.product"].create(
        {
            "name": "Purchase from history",
            "type": "service",
            "invoice_policy": "delivery",
            "sale_ok": False,
            "purchase_ok": False,
            "taxes_id": [Command.clear()],
        }
    )
    env["ir.model.data"]._update_xmlids(
        [{"xml_id": PRODUCT, "record": product, "noupdate": True}]
    )
    return product


def make(env, company):
    product = get_product(env)
    silent = env(context={**env.context, "tracking_disable": True})
    with contextlib.closing(env.cr.savepoint()):
        order = _confirmed_order(silent, company, product)
        env.flush_all()
        sample = Sample(
            partner=clone.row_of(order.partner_id),
            order=clone.row_of(order),
            line=clone.row_of(order.order_line),
        )
        taxed = order.amount_tax
    _check(sample, taxed, company)
    return sample


def _confirmed_order(env, company, product):
    partner = env["res.partner"].create(
        {
            "name": "Sample",
            "ref": "sample",
            "company_id": company.id,
            "customer_rank": 1,
        }
    )
    line = {"product_id": product.id, "price_unit": 1, "tax_ids": [Command.clear()]}
    order = env["sale.order"].create(
        {
            "partner_id": partner.id,
            "company_id": company.id,
            "pricelist_id": False,  # its currency may be another than the company's
            "user_id": False,
            "validity_date": False,
            "order_line": [Command.create(line)],
        }
    )
    order.action_confirm()
    return order


def _check(sample, taxed, company):
    order, line = sample.order, sample.line
    expected = order["state"] == "sale" and not taxed
    if not expected or order["currency_id"] != company.currency_id.id:
        raise Problem(
            "An order made as a sample is not what was expected.",
            f"state {order['state']}, tax {taxed}, currency {order['currency_id']}",
            "Look for an automation or a module that changes orders on confirmation.",
        )
    if line["price_subtotal"] != 1:
        raise Problem(
            "A line made as a sample does not have the price it was given.",
            f"{line['price_subtotal']} instead of 1",
        )
