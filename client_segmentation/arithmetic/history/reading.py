"""Clients and sales from the rows of sheets, line by line: what can be read of a line,
or what is wrong with it."""

from dataclasses import dataclass, field
from datetime import date

from .names import get_plain_name, get_plain_ref, get_plain_vat
from .values import read_amount, read_day

FIRST_DAY = date(1980, 1, 1)
CONTACT = ("ref", "email", "phone", "salesperson", "audience", "segment_class")


@dataclass
class Client:
    """``line`` of the sheet where it was met first."""

    line: int
    name: str
    vat: str = ""
    ref: str = ""
    email: str = ""
    phone: str = ""
    salesperson: str = ""
    audience: str = ""
    segment_class: str = ""
    is_from_sales: bool = False

    @property
    def plain_name(self):
        return get_plain_name(self.name)

    @property
    def plain_vat(self):
        return get_plain_vat(self.vat)

    @property
    def plain_ref(self):
        return get_plain_ref(self.ref)


@dataclass
class Book:
    """``sales``: place of the client, line, day, amount, margin (or None), number and
    currency (or None) each; ``problems``: sheet, line, code and value each."""

    today: date
    decimal_point: str = "."
    currencies: dict = field(default_factory=dict)
    clients: list = field(default_factory=list)
    sales: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    has_client_sheet: bool = False

    def __post_init__(self):
        self._places = {"vat": {}, "ref": {}, "name": {}}
        self._numbers = {}

    def read_clients(self, sheet, rows, columns):
        self.has_client_sheet = True
        for line, cells in rows:
            values = {n: _get_text(cells, place) for n, place in columns.items()}
            if not values.get("name"):
                self._note(sheet, line, "no_name")
                continue
            client = Client(line, **values)
            double = self._find_double(client)
            if double is not None:
                first = self.clients[double].line
                self._note(sheet, line, "double_client", first)
            else:
                self._add(client)

    def _find_double(self, client):
        """The same tax id, or the same name and no other tax id."""
        place = self._places["vat"].get(client.plain_vat or None)
        if place is None:
            place = self._places["name"].get(client.plain_name)
            other = place is not None and self.clients[place].plain_vat
            if other and client.plain_vat and other != client.plain_vat:
                return None
        return place

    def _add(self, client):
        place = len(self.clients)
        self.clients.append(client)
        for kind in self._places:
            key = getattr(client, f"plain_{kind}")
            if key:
                self._places[kind].setdefault(key, place)
        return place

    def read_sales(self, sheet, rows, columns, date_format):
        for line, cells in rows:
            row = {n: _get_cell(cells, place) for n, place in columns.items()}
            problem = self._read_sale(line, row, date_format)
            if problem:
                self._note(sheet, line, *problem)

    def _read_sale(self, line, row, date_format):
        """Keep a sale, or return the code and value of what is wrong."""
        day = read_day(row["day"], date_format)
        if row["day"] in (None, ""):
            return "no_date", ""
        if not day or day < FIRST_DAY:
            return "bad_date", row["day"]
        if day > self.today:
            return "future", day
        if row["amount"] in (None, ""):
            return "no_amount", ""
        amount = read_amount(row["amount"], self.decimal_point)
        if amount is None:
            return "bad_amount", row["amount"]
        margin = None
        if row.get("margin") not in (None, ""):
            margin = read_amount(row["margin"], self.decimal_point)
            if margin is None:
                return "bad_margin", row["margin"]
        currency = _to_text(row.get("currency"))
        if currency and currency.upper() not in self.currencies:
            return "bad_currency", currency
        place = self._find_client(line, row)
        if place is None:
            return "no_client", ""
        number = _to_text(row.get("number"))
        double = number and self._find_number(number, place, day, amount, line)
        if double:
            return "double_number", f"{number} ({double})"
        self.sales.append(
            (place, line, day, amount, margin, number or None)
            + (self.currencies.get(currency.upper()) if currency else None,)
        )
        return None

    def _find_number(self, number, place, day, amount, line):
        """Return the line that a number of the same year stands on, too, unless both
        are parts of one document. Elsewhere, numbers begin anew each year."""
        key = (number, day.year)
        if key not in self._numbers:
            self._numbers[key] = (place, day, line, {amount: line})
            return None
        other_place, other_day, other_line, amounts = self._numbers[key]
        if (other_place, other_day) != (place, day):
            return other_line
        if amount in amounts:
            return amounts[amount]
        amounts[amount] = line
        return None

    def _find_client(self, line, row):
        name = _to_text(row.get("name"))
        vat, ref = _to_text(row.get("vat")), _to_text(row.get("ref"))
        for kind, key in (
            ("vat", get_plain_vat(vat)),
            ("ref", get_plain_ref(ref)),
            ("name", get_plain_name(name)),
            # The one column may hold any of them.
            ("ref", get_plain_ref(name)),
            ("vat", get_plain_vat(name)),
        ):
            if key and key in self._places[kind]:
                return self._places[kind][key]
        if not (name or vat or ref):
            return None
        client = Client(line, name or vat or ref, vat, ref, is_from_sales=True)
        return self._add(client)

    def _note(self, sheet, line, code, value=""):
        self.problems.append((sheet, line, code, str(value)[:100]))


def _get_cell(cells, place):
    return cells[place] if place < len(cells) else None


def _get_text(cells, place):
    return _to_text(_get_cell(cells, place))


def _to_text(cell):
    return "" if cell is None else str(cell).strip()[:200]
