"""Dates and amounts as they stand in cells."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

# A time, or a zone, after a date
TIME = re.compile(r"[T\s]+\d{1,2}:.*$")
MOST = Decimal(10) ** 12
# Whatever most dates of a sheet look like, these can be read in one way only.
CLEAR_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y")
# "31 марта 2025 г.": 1C writes it so
WORDED = re.compile(r"(\d{1,2}) ([а-я]{3})[а-я]*\.? (\d{4})(?: ?г\.?| года)?")
MONTHS = "янв фев мар апр мая июн июл авг сен окт ноя дек".split()


def find_date_format(values, formats):
    """Return the format that most of the texts ``values`` are dates of, the first of
    equals; None if none of them is any. One bad date does not change the others."""
    texts = {_simplify(value) for value in values if value}
    counts = [sum(_parse(text, fmt) is not None for text in texts) for fmt in formats]
    most = max(counts, default=0)
    return formats[counts.index(most)] if most else None


def read_day(value, date_format):
    """Return a date, None for what is none.

    :param value: a date, a datetime or a text
    :param date_format: as :func:`find_date_format` returns it
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _simplify(str(value))
    formats = (date_format, *CLEAR_FORMATS) if date_format else CLEAR_FORMATS
    return next(filter(None, (_parse(text, known) for known in formats)), None)


def _simplify(text):
    """Without its time, and with the number of a month that is a Russian word."""
    text = TIME.sub("", text.strip())
    worded = WORDED.fullmatch(text.lower())
    if worded and worded[2] in MONTHS:
        return f"{worded[1]}.{MONTHS.index(worded[2]) + 1}.{worded[3]}"
    return text


def _parse(text, date_format):
    try:
        return datetime.strptime(text, date_format).date()
    except ValueError:
        return None


def read_amount(value, decimal_point="."):
    """Return a decimal, None for what is no number or beyond all measure.

    :param value: a number or a text, with blanks, separators of thousands, a sign of
        a currency, or brackets around what is negative
    :param decimal_point: that of the user's language, for ``1,234``
    """
    if isinstance(value, bool):
        return None
    text = str(value) if isinstance(value, (int, float)) else _clean(value)
    try:
        amount = Decimal(_set_point(text, decimal_point) if text else "")
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) < MOST else None


def _clean(value):
    text = re.sub(r"[\s'’]", "", str(value)).replace("−", "-")
    if text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1]}"
    # The sign or name of a currency, before or after
    text = re.sub(r"^(-?)[^\d\s.,()+-]{1,4}(?=[\d-])", r"\1", text)
    return re.sub(r"(?<=\d)[^\d\s.,()+-]{1,4}\.?$", "", text)


def _set_point(text, decimal_point):
    """Of two kinds of separators the last is the decimal point, and one that comes
    twice separates thousands."""
    marks = [character for character in text if character in ".,"]
    if len(set(marks)) == 2:
        point = marks[-1]
    elif len(marks) == 1:
        [point] = marks
        whole, _mark, rest = text.partition(point)
        if len(rest) == 3 and point != decimal_point and whole.strip("-+0"):
            point = ""
    else:
        point = ""
    if point and marks.count(point) > 1:
        return "?"
    for mark in {".", ","} - {point}:
        text = text.replace(mark, "")
    return text.replace(point, ".") if point else text
