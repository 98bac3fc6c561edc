"""scripts/check_classification"""

from collections import Counter

from devkit.console import Progress, say, warn
from devkit.errors import Problem

from . import arguments, load, parse, rule
from .load_command import classify, require_segmentation
from .odoo_session import find_company, open_database

SHOWN = 10


def parse_options(argv):
    parser = arguments.parser(
        "scripts/check_classification",
        "Compare what Odoo stores of every client of a file with a computation of its "
        "own.",
    )
    parser.add_argument(
        "--as-of",
        type=arguments.day,
        required=True,
        nargs="+",
        metavar="YYYY-MM-DD",
        help="of several days, each is checked; they need --recompute",
    )
    parser.add_argument(
        "--recompute",
        action="store_true",
        help="classify as of that day first, and undo that at the end",
    )
    parser.add_argument("--months", type=int, default=rule.MONTHS, help="default: 12")
    parser.add_argument(
        "--abc",
        nargs=2,
        type=float,
        default=rule.ABC_LIMITS,
        metavar=("A", "B"),
        help="per cent at which the classes A and B end; default: 80 95",
    )
    options = parser.parse_args(argv)
    if len(options.as_of) > 1 and not options.recompute:
        parser.error("--as-of with several days needs --recompute")
    return options


def main(argv):
    options = parse_options(argv)
    with open_database(options.database) as env:
        company = find_company(env, options.company)
        require_segmentation(company)
        currency = company.currency_id
        purchases = arguments.read_purchases(options, currency.decimal_places)
        say(f"{options.file.name}: {arguments.describe(purchases, currency)}")
        _warn_of_other_orders(company, purchases)
        codes = [_check(company, purchases, day, options) for day in options.as_of]
    return max(codes)


def _check(company, purchases, as_of, options):
    """Print how far Odoo and the rule agree on one day; return the exit code."""
    if options.recompute:
        classify(company, as_of)
    _require_as_of(company, as_of)
    with Progress("Comparing"):
        clients = {purchase.client for purchase in purchases}
        stored = read_stored(company, clients)
        ids = {client: found["id"] for client, found in stored.items()}
        # One that Odoo does not have is in no tie that could be checked.
        ids = dict.fromkeys(clients, 0) | ids
        expected = rule.classify(purchases, ids, as_of, options.months, options.abc)
    first, last = rule.horizon(as_of, options.months)
    say(f"As of {as_of}, revenue from {first} to {last}:")
    return _report(expected, stored, company.currency_id)


def _require_as_of(company, as_of):
    freshness = company.env["client.segment.run"].get_freshness()
    if freshness["as_of"] != as_of:
        raise Problem(
            f"The clients are not classified as of {as_of}.",
            f"the last classification is as of {freshness['as_of'] or 'no day'}.",
            "Classify them as of that day, or add --recompute.",
        )


def _warn_of_other_orders(company, purchases):
    orders = company.env["sale.order"].search_count(
        [("company_id", "=", company.id), ("state", "=", "sale")]
    )
    others = orders - parse.count_orders(purchases)
    if others > 0:
        warn(
            f"{company.name} has {others:,} other orders; those within the horizon "
            "change the shares of all clients, which the file does not know of."
        )


def read_stored(company, references):
    """Return ``{reference: values}`` of the contacts, through Odoo's fields."""
    ids = load.find_clients(company.env, company, references)
    partners = company.env["res.partner"].browse(ids.values())
    names = ("abc", "temperature", "state", "revenue")
    fields = ["ref", *(f"segment_{name}" for name in names)]
    return {values["ref"]: values for values in partners.read(fields)}


def compare(expected, stored, units):
    """Return ``(label, expected, found)`` of what is compared of one client."""
    found = stored or {}
    cents = found.get("segment_revenue")
    return [
        ("ABC", expected.abc, found.get("segment_abc") or None),
        ("Temperature", expected.temperature, found.get("segment_temperature")),
        ("State", expected.state, found.get("segment_state")),
        ("Revenue", expected.cents, None if cents is None else round(cents * units)),
    ]


def _report(expected, stored, currency):
    agreed, wrong = Counter(), []
    for client in sorted(expected):
        units = 10**currency.decimal_places
        for label, want, got in compare(expected[client], stored.get(client), units):
            agreed[label] += want == got
            if want != got:
                number = stored.get(client, {}).get("id", "not in Odoo")
                wrong.append(f"{client} ({number}): {label} {got}, expected {want}")
    for label in ("ABC", "Temperature", "State", "Revenue"):
        say(f"  {label}: {agreed[label]:,} of {len(expected):,} clients agree")
    abc = Counter(each.abc or "none" for each in expected.values())
    temperature = Counter(each.temperature for each in expected.values())
    say(f"  expected: {_counts(abc)}; {_counts(temperature)}")
    for line in wrong[:SHOWN]:
        say(f"  differs: client {line}")
    if len(wrong) > SHOWN:
        say(f"  and {len(wrong) - SHOWN:,} more")
    say("All agree." if not wrong else f"{len(wrong):,} differences.")
    return 1 if wrong else 0


def _counts(counter):
    return ", ".join(f"{key} {count:,}" for key, count in sorted(counter.items()))
