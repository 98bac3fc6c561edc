"""Reading a history of purchases from a text file; knows nothing of Odoo."""

import csv
import io
import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from .dates import TIME_ALONE, DateReader

COLUMNS = ("id", "date", "quantity", "amount", "price", "invoice", "name")
REQUIRED_COLUMNS = ("id", "date", "amount")
IGNORED_COLUMN = "-"

BLANKS = " "
# In the order they are tried; "a, b" must not be taken for blanks.
SEPARATORS = {"tab": "\t", "semicolon": ";", "comma": ",", "blanks": BLANKS}

EARLIEST = date(1900, 1, 1)

# Thousands in threes, by blanks (also the two that do not break a line), or by the
# sign that is not the decimal one; with a single sign it is the decimal one.
NUMBER = re.compile(
    r"[+-]?(?:\d+(?:[.,]\d+)?"
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?"
    r"|\d{1,3}(?:,\d{3})+\.\d+"
    r"|\d{1,3}(?:\.\d{3})+,\d+)",
    re.ASCII,
)
# A number that went through a spreadsheet or a data frame as a decimal
WHOLE_NUMBER = re.compile(r"(\d+)[.,]0{1,2}", re.ASCII)
# What a float, in which Odoo computes, still holds to the cent.
MAX_CENTS = 10**14


class BadFile(Exception):
    """The file cannot be used; ``complaints`` are ``(line number, what is wrong)``."""

    def __init__(self, complaints):
        super().__init__(f"{len(complaints)} bad lines")
        self.complaints = complaints


@dataclass(frozen=True)
class Layout:
    """How a file is written. ``separator`` and ``date_format`` None: found out."""

    columns: tuple = ("id", "date", "quantity", "amount")
    separator: str | None = None
    date_format: str | None = None
    has_header: bool = True
    encoding: str = "utf-8-sig"
    currency_digits: int = 2
    allow_negative: bool = False
    skip_without_client: bool = False
    latest: date | None = None


@dataclass(frozen=True)
class Purchase:
    """A line of the file; ``begun_in`` is the line that began its order, if it is not
    the first of its invoice."""

    line: int
    client: str
    day: date
    quantity: Decimal
    cents: int
    name: str = ""
    invoice: str = ""
    begun_in: int | None = None

    @property
    def order(self):
        """What the lines of one order have in common."""
        return self.begun_in or self.line


class Purchases(list):
    """Those of a file, in its order."""

    skipped = 0  # lines without a client that were left out


def count_orders(purchases):
    return sum(purchase.begun_in is None for purchase in purchases)


class NoClient(Exception):
    """A line to be left out."""


def parse_columns(text):
    """Return the columns named in ``text``, separated by commas.

    :raise ValueError: if a name is unknown, missing or there twice
    """
    columns = tuple(name.strip() for name in text.split(","))
    named = [name for name in columns if name != IGNORED_COLUMN]
    unknown = [name for name in named if name not in COLUMNS]
    price = "price" in named
    required = ("id", "date", "quantity") if price else REQUIRED_COLUMNS
    missing = [name for name in required if name not in named]
    if unknown:
        raise ValueError(f"there is no column {unknown[0]!r}")
    if missing:
        raise ValueError(f"the column {missing[0]!r} is missing")
    if price and "amount" in named:
        raise ValueError("there is either an amount or a price")
    if len(set(named)) < len(named):
        raise ValueError("a column is named twice")
    return columns


def read(path, layout):
    """Return the purchases of a file, in its order.

    :raise BadFile: if anything in it is not understood; nothing is guessed
    """
    content = path.read_bytes()
    try:
        text = content.decode(layout.encoding)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(error.encoding, "ignore")
        # Without it, a line break at the end would not count.
        number = len(_lines(f"{before}."))
        byte = error.object[error.start]
        what = f"the byte {byte:#04x} is not {layout.encoding}; name another encoding"
        raise BadFile([(number, what)]) from error
    except UnicodeError as error:
        raise BadFile([(1, f"this is not {layout.encoding}: {error}")]) from error
    return parse(text, layout)


def parse(text, layout):
    try:
        separator = layout.separator or _find_separator(text, layout)
        column = layout.columns.index("date")
        # Twice: a file may be too large to keep all its fields.
        rows = _rows(text, separator, layout)
        days = (fields[column] for _line, fields in rows if len(fields) > column)
        dates = DateReader(layout.date_format, days)
        rows = _rows(text, separator, layout)
        purchases, complaints = _parse_rows(rows, layout, dates)
    except csv.Error as error:
        # Such as a quotation mark that is never closed.
        raise BadFile([(0, f"its columns cannot be told apart: {error}")]) from error
    if complaints:
        raise BadFile(complaints)
    if not purchases:
        raise BadFile([(0, "there is no purchase in the file")])
    return purchases


def _parse_rows(rows, layout, dates):
    purchases, complaints = Purchases(), []
    begun = {}  # the first purchase of each invoice
    if layout.has_header:
        _check_header(next(rows, None), layout, dates)
    for line, fields in rows:
        try:
            purchase = _purchase(line, fields, layout, dates)
            if purchase.invoice:
                purchase = _join(purchase, begun)
            purchases.append(purchase)
        except NoClient:
            purchases.skipped += 1
        except ValueError as error:
            complaints.append((line, str(error)))
    return purchases, complaints


def _join(purchase, begun):
    """Lines of one number and day are one order; on another day the number is that of
    another invoice, since in many firms they start over each year."""
    first = begun.setdefault((purchase.invoice, purchase.day), purchase)
    if first is purchase:
        return purchase
    if first.client != purchase.client:
        raise ValueError(
            f"the invoice {purchase.invoice!r} is that of the client "
            f"{first.client!r} in line {first.line}"
        )
    return replace(purchase, begun_in=first.line)


def _find_separator(text, layout):
    """The separator that cuts the first line into as many fields as there are
    columns."""
    counts = {}
    for name, separator in SEPARATORS.items():
        line, fields = next(_rows(text, separator, layout), (1, []))
        if len(fields) == len(layout.columns):
            return separator
        counts[name] = len(fields)
    found = ", ".join(f"{count} by {name}" for name, count in counts.items())
    expected = f"{len(layout.columns)} columns ({', '.join(layout.columns)})"
    raise BadFile([(line, f"{expected} are expected, there are: {found}")])


def _lines(text):
    """As an editor counts them: signs such as U+0085 end none."""
    return list(io.StringIO(text, newline=""))


def _rows(text, separator, layout):
    """``(line number, fields)`` of every line that is not empty."""
    if separator == BLANKS:
        numbered = enumerate(_lines(text), 1)
        rows = ((number, _split_blanks(line, layout)) for number, line in numbered)
    else:
        reader = csv.reader(_lines(text), delimiter=separator)
        rows = ((reader.line_num, [field.strip() for field in row]) for row in reader)
    return ((number, fields) for number, fields in rows if any(fields))


def _split_blanks(line, layout):
    """The blank between a date and its time separates nothing."""
    fields = line.split()
    time = layout.columns.index("date") + 1
    if len(fields) > len(layout.columns) and TIME_ALONE.fullmatch(fields[time]):
        fields[time - 1 : time + 1] = [" ".join(fields[time - 1 : time + 1])]
    return fields


def _check_header(row, layout, dates):
    """A file without header must not lose its first purchase in silence."""
    if row is None:
        return
    try:
        _purchase(*row, layout, dates)
    except (ValueError, NoClient):
        return
    raise BadFile([(row[0], "this is a purchase; a header is expected here")])


def _purchase(line, fields, layout, dates):
    if len(fields) != len(layout.columns):
        raise ValueError(f"{len(fields)} fields instead of {len(layout.columns)}")
    values = dict(zip(layout.columns, fields, strict=True))
    if not values["id"]:
        if layout.skip_without_client:
            raise NoClient
        raise ValueError("the client's id is missing")
    if "invoice" in values and not values["invoice"]:
        raise ValueError("the number of the invoice is missing")
    quantity = _quantity(values.get("quantity", "1"), layout)
    return Purchase(
        line=line,
        client=_number_of(values["id"]),
        day=_day(values["date"], layout, dates),
        quantity=quantity,
        cents=_cents(values, quantity, layout),
        name=values.get("name", ""),
        invoice=_number_of(values.get("invoice", "")),
    )


def _number_of(text):
    """``17001.0`` and ``17001`` are one client."""
    found = WHOLE_NUMBER.fullmatch(text)
    return found[1] if found else text


def _day(text, layout, dates):
    day = dates.read(text)
    if day < EARLIEST:
        raise ValueError(f"the date {text!r} lies before {EARLIEST.year}")
    if layout.latest and day > layout.latest:
        raise ValueError(f"the date {text!r} lies in the future")
    return day


def _quantity(text, layout):
    quantity = parse_number(text)
    if not quantity:
        raise ValueError(f"the quantity {text!r} is not above zero")
    if quantity < 0 and not layout.allow_negative:
        raise ValueError(
            f"the quantity {text!r} is not above zero; returns need --allow-negative"
        )
    return quantity


def _cents(values, quantity, layout):
    text = values["price" if "price" in values else "amount"]
    scaled = parse_number(text).scaleb(layout.currency_digits)
    if "price" in values:
        # To the cent, as Odoo does with each line of an order
        scaled = (scaled * quantity).to_integral_value(ROUND_HALF_UP)
    elif scaled != scaled.to_integral_value():
        raise ValueError(
            f"the amount {text!r} has more than {layout.currency_digits} decimals"
        )
    if scaled > 0 > quantity:
        raise ValueError(f"the quantity is negative, {text!r} does not fit to it")
    if scaled < 0 and not layout.allow_negative:
        raise ValueError(f"the amount {text!r} is negative")
    if abs(scaled) > MAX_CENTS:
        raise ValueError(f"the amount {text!r} is too large")
    return int(scaled)


def parse_number(text):
    """Return the number in ``text``; decimals come after a point or a comma.

    :raise ValueError: if it is not one, or may be read in two ways
    """
    if not NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is not a number")
    plain = re.sub(r"[ \u00a0\u202f]", "", text)
    decimal_sign = max(".,", key=plain.rfind)
    thousands_sign = "," if decimal_sign == "." else "."
    return Decimal(plain.replace(thousands_sign, "").replace(decimal_sign, "."))
