"""scripts/load_orders"""

import time

from devkit.console import Progress, duration, say
from devkit.errors import Problem

from . import arguments, load
from .odoo_session import find_company, open_database


def parse_options(argv):
    parser = arguments.parser(
        "scripts/load_orders",
        "Load a history of purchases into a database, as clients and confirmed orders.",
    )
    parser.add_argument(
        "--name", help="by which the load is known; default: the file's name"
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="remove what an earlier load of this name has brought",
    )
    parser.add_argument(
        "--classify-as-of",
        type=arguments.day,
        metavar="YYYY-MM-DD",
        help="classify the clients as of that day afterwards",
    )
    return parser.parse_args(argv)


def main(argv):
    options = parse_options(argv)
    started = time.monotonic()
    with open_database(options.database) as env:
        company = find_company(env, options.company)
        env = company.env
        if options.classify_as_of:
            require_segmentation(company)
        currency = company.currency_id
        with Progress(f"Reading {options.file.name}"):
            purchases = arguments.read_purchases(options, currency.decimal_places)
        say(arguments.describe(purchases, currency))
        name = options.name or options.file.name
        result = load.load(env, company, name, purchases, options.replace)
        env.cr.commit()
        say(_describe(result, company, time.monotonic() - started))
        if options.classify_as_of:
            classify(company, options.classify_as_of)
            env.cr.commit()
    return 0


def _describe(result, company, seconds):
    removed = result.removed_orders
    replaced = f" in place of {removed:,} removed" if removed else ""
    return (
        f"{company.name}: {result.orders:,} orders{replaced}, "
        f"{result.new_clients:,} new clients, "
        f"{result.known_clients:,} that were there ({duration(seconds)})."
    )


def require_segmentation(company):
    if not hasattr(company, "recompute_client_segments"):
        raise Problem(
            "The clients cannot be classified in this database.",
            "the add-on client_segmentation is not installed in it.",
            "Install it, then run this again.",
        )


def classify(company, as_of):
    with Progress(f"Classifying the clients as of {as_of}"):
        run = company.recompute_client_segments(as_of)
    if run.state != "done":
        raise Problem("The clients could not be classified.", run.message or run.state)
    groups = company.env["client.segment"]._read_group(
        [("company_id", "=", company.id)], ["temperature", "abc"], ["__count"]
    )
    for temperature, abc, count in groups:
        say(f"  {temperature}, {abc.upper() if abc else 'no class'}: {count:,}")
