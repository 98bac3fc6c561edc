"""What both commands take: a file, how it is written, and where it belongs."""

import argparse
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from devkit.errors import Problem

from . import parse

COMPLAINTS_SHOWN = 20
FILE_HELP = """\
the file has a header line, then one purchase a line: client, date, quantity, amount.
  Dates are YYYYMMDD, YYYY-MM-DD, DD.MM.YYYY, DD/MM/YYYY or MM/DD/YYYY, also with the
  time of day, decimals come after a point or a comma, amounts are without tax and in
  the currency of the company. Several purchases of a client on one day are several
  orders; lines with the same number of an invoice and the same day are one order."""


class Parser(argparse.ArgumentParser):
    def parse_args(self, args=None, namespace=None):
        """Take ``--columns -,date`` as it is meant: -,date can be no option."""
        joined = []
        for word in sys.argv[1:] if args is None else args:
            if word.startswith("-,") and joined and joined[-1].startswith("--"):
                joined[-1] += f"={word}"
            else:
                joined.append(word)
        return super().parse_args(joined, namespace)


def parser(prog, description):
    made = Parser(
        prog=prog,
        description=description,
        epilog=FILE_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("file", type=Path, help="the purchases")
    made.add_argument("--database", required=True, help="a database with Odoo in it")
    made.add_argument("--company", help="id or name; needed if there are several")
    made.add_argument(
        "--columns",
        type=_columns,
        default=parse.Layout.columns,
        metavar="LIST",
        help="what stands in the columns: id and name (of the client), date, quantity, "
        "amount, or price (of one piece) in its place, invoice (its number), or - for "
        "one to be left out; default: id,date,quantity,amount",
    )
    made.add_argument(
        "--separator",
        type=_separator,
        metavar="SEPARATOR",
        help="auto (default), blanks, tab, comma, semicolon, or the character itself",
    )
    made.add_argument(
        "--date-format",
        metavar="FORMAT",
        help="if it cannot be told, for example %%d/%%m/%%Y",
    )
    made.add_argument("--encoding", default="utf-8-sig", help="default: UTF-8")
    made.add_argument("--no-header", action="store_true", help="no header line")
    made.add_argument(
        "--allow-negative",
        action="store_true",
        help="take negative quantities and amounts as orders with a negative total: "
        "the revenue is net of returns then, but each return counts as an order",
    )
    made.add_argument(
        "--skip-without-client",
        action="store_true",
        help="leave out the lines that name no client",
    )
    return made


def day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not YYYY-MM-DD") from None


def _columns(text):
    try:
        return parse.parse_columns(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: {error}") from None


def _separator(text):
    if text == "auto":
        return None
    separator = parse.SEPARATORS.get(text, text)
    if len(separator) != 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a single character")
    return separator


def read_purchases(options, currency_digits):
    """The purchases of the file that was named; bad lines are a Problem."""
    layout = replace(
        parse.Layout(),
        columns=options.columns,
        separator=options.separator,
        date_format=options.date_format,
        has_header=not options.no_header,
        encoding=options.encoding,
        currency_digits=currency_digits,
        allow_negative=options.allow_negative,
        skip_without_client=options.skip_without_client,
        # East of here it may be tomorrow already.
        latest=date.today() + timedelta(days=1),
    )
    try:
        return parse.read(options.file, layout)
    except (OSError, LookupError) as error:
        raise Problem(f"{options.file} cannot be read.", str(error)) from error
    except parse.BadFile as error:
        raise Problem(*_describe(error.complaints, options.file)) from error


def _describe(complaints, file):
    lines = [f"line {number}: {what}" for number, what in complaints[:COMPLAINTS_SHOWN]]
    hidden = len(complaints) - COMPLAINTS_SHOWN
    lines += [f"and {hidden:,} more"] if hidden > 0 else []
    return (
        f"{file.name} was refused; nothing was written.",
        "\n  ".join(lines),
        "Correct these lines, or say how the file is written (see --help: --columns, "
        "--separator, --date-format, --encoding, --no-header, --allow-negative, "
        "--skip-without-client).",
    )


def describe(purchases, currency):
    """One line on what was read, for the user to compare with what is known."""
    days = [purchase.day for purchase in purchases]
    clients = {purchase.client for purchase in purchases}
    total = sum(purchase.cents for purchase in purchases)
    amount = total / 10**currency.decimal_places
    orders = parse.count_orders(purchases)
    lines = f" ({len(purchases):,} lines)" if orders < len(purchases) else ""
    skipped = purchases.skipped
    without = f", {skipped:,} lines without a client left out" if skipped else ""
    return (
        f"{orders:,} purchases{lines} of {len(clients):,} clients, "
        f"{min(days)} to {max(days)}, "
        f"{amount:,.{currency.decimal_places}f} {currency.name}{without}"
    )
