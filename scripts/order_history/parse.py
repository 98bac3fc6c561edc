"""Reading a history of purchases from a text file; knows nothing of Odoo."""

import csv
import functools
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

COLUMNS = ("id", "date", "quantity", "amount", "name")
REQUIRED_COLUMNS = ("id", "date", "amount")
IGNORED_COLUMN = "-"

BLANKS = " "
# In the order they are tried; "a, b" must not be taken for blanks.
SEPARATORS = {"tab": "\t", "semicolon": ";", "comma": ",", "blanks": BLANKS}

DATE_FORMATS = (
    (re.compile(r"\d{8}"), "%Y%m%d"),
    (re.compile(r"\d{4}-\d{1,2}-\d{1,2}"), "%Y-%m-%d"),
    (re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}"), "%d.%m.%Y"),
)
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
# What a float, in which Odoo computes, still holds to the cent.
MAX_CENTS = 10**14


class BadFile(Exception):
    """The file cannot be used; ``complaints`` are ``(line number, what is wrong)``."""

    def __init__(self, complaints):
        super().__init__(f"{len(complaints)} bad lines")
        self.complaints = complaints


@dataclass(frozen=True)
class Layout:
    """How a file is written. ``separator`` None: found out; ``date_format`` None:
    YYYYMMDD, YYYY-MM-DD and DD.MM.YYYY are known."""

    columns: tuple = ("id", "date", "quantity", "amount")
    separator: str | None = None
    date_format: str | None = None
    has_header: bool = True
    encoding: str = "utf-8-sig"
    currency_digits: int = 2
    allow_negative: bool = False
    latest: date | None = None


@dataclass(frozen=True)
class Purchase:
    line: int
    client: str
    day: date
    quantity: Decimal
    cents: int
    name: str = ""


def parse_columns(text):
    """Return the columns named in ``text``, separated by commas.

    :raise ValueError: if a name is unknown, missing or there twice
    """
    columns = tuple(name.strip() for name in text.split(","))
    named = [name for name in columns if name != IGNORED_COLUMN]
    unknown = [name for name in named if name not in COLUMNS]
    missing = [name for name in REQUIRED_COLUMNS if name not in named]
    if unknown:
        raise ValueError(f"there is no column {unknown[0]!r}")
    if missing:
        raise ValueError(f"the column {missing[0]!r} is missing")
    if len(set(named)) < len(named):
        raise ValueError("a column is named twice")
    return columns


def read(path, layout):
    """Return the purchases of a file, in its order.

    :raise BadFile: if anything in it is not understood; nothing is guessed
    """
    try:
        with open(path, encoding=layout.encoding, newline="") as stream:
            text = stream.read()
    except UnicodeDecodeError as error:
        what = f"byte {error.start} is not {layout.encoding}; name another encoding"
        raise BadFile([(0, what)]) from error
    return parse(text, layout)


def parse(text, layout):
    try:
        separator = layout.separator or _find_separator(text, layout)
        purchases, complaints = _parse_rows(_rows(text, separator), layout)
    except csv.Error as error:
        # Such as a quotation mark that is never closed.
        raise BadFile([(0, f"its columns cannot be told apart: {error}")]) from error
    if complaints:
        raise BadFile(complaints)
    if not purchases:
        raise BadFile([(0, "there is no purchase in the file")])
    return purchases


def _parse_rows(rows, layout):
    purchases, complaints = [], []
    if layout.has_header:
        _check_header(next(rows, None), layout)
    for line, fields in rows:
        try:
            purchases.append(_purchase(line, fields, layout))
        except ValueError as error:
            complaints.append((line, str(error)))
    return purchases, complaints


def _find_separator(text, layout):
    """The separator that cuts the first line into as many fields as there are
    columns."""
    counts = {}
    for name, separator in SEPARATORS.items():
        line, fields = next(_rows(text, separator), (1, []))
        if len(fields) == len(layout.columns):
            return separator
        counts[name] = len(fields)
    found = ", ".join(f"{count} by {name}" for name, count in counts.items())
    expected = f"{len(layout.columns)} columns ({', '.join(layout.columns)})"
    raise BadFile([(line, f"{expected} are expected, there are: {found}")])


def _rows(text, separator):
    """``(line number, fields)`` of every line that is not empty."""
    lines = text.splitlines(keepends=True)
    if separator == BLANKS:
        rows = ((number, line.split()) for number, line in enumerate(lines, 1))
    else:
        reader = csv.reader(lines, delimiter=separator)
        rows = ((reader.line_num, [field.strip() for field in row]) for row in reader)
    return ((number, fields) for number, fields in rows if any(fields))


def _check_header(row, layout):
    """A file without header must not lose its first purchase in silence."""
    if row is None:
        return
    try:
        _purchase(*row, layout)
    except ValueError:
        return
    raise BadFile([(row[0], "this is a purchase; a header is expected here")])


def _purchase(line, fields, layout):
    if len(fields) != len(layout.columns):
        raise ValueError(f"{len(fields)} fields instead of {len(layout.columns)}")
    values = dict(zip(layout.columns, fields, strict=True))
    if not values["id"]:
        raise ValueError("the client's id is missing")
    return Purchase(
        line=line,
        client=values["id"],
        day=_day(values["date"], layout),
        quantity=_quantity(values.get("quantity", "1")),
        cents=_cents(values["amount"], layout),
        name=values.get("name", ""),
    )


def _day(text, layout):
    day = _parse_date(text, layout.date_format)
    if day < EARLIEST:
        raise ValueError(f"the date {text!r} lies before {EARLIEST.year}")
    if layout.latest and day > layout.latest:
        raise ValueError(f"the date {text!r} lies in the future")
    return day


@functools.cache  # a file of many lines has few days
def _parse_date(text, date_format):
    known = [form for shape, form in DATE_FORMATS if shape.fullmatch(text)]
    for form in [date_format] if date_format else known:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            break
    expected = date_format or "YYYYMMDD, YYYY-MM-DD or DD.MM.YYYY"
    raise ValueError(f"{text!r} is not a date of the form {expected}")


def _quantity(text):
    quantity = parse_number(text)
    if quantity <= 0:
        raise ValueError(f"the quantity {text!r} is not above zero")
    return quantity


def _cents(text, layout):
    scaled = parse_number(text).scaleb(layout.currency_digits)
    if scaled != scaled.to_integral_value():
        raise ValueError(
            f"the amount {text!r} has more than {layout.currency_digits} decimals"
        )
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
