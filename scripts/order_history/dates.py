"""Dates as files of purchases have them, with or without the time of day."""

import functools
import re
from datetime import datetime

FORMATS = (
    (re.compile(r"\d{8}", re.ASCII), "%Y%m%d"),
    (re.compile(r"\d{4}-\d{1,2}-\d{1,2}", re.ASCII), "%Y-%m-%d"),
    (re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}", re.ASCII), "%d.%m.%Y"),
)
SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}", re.ASCII)
DAY_FIRST, MONTH_FIRST = "%d/%m/%Y", "%m/%d/%Y"
EXPECTED = "YYYYMMDD, YYYY-MM-DD, DD.MM.YYYY, DD/MM/YYYY or MM/DD/YYYY"

# 8:26, 07:45:00, 07:45:00.000, 8:26 PM, 07:45:00Z, 07:45:00+03:00
TIME = (
    r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?:\s?[ap]m)?"
    r"(?:\s?(?:Z|UTC|[+-]\d\d:?\d\d))?"
)
TIME_ALONE = re.compile(TIME, re.ASCII | re.IGNORECASE)
WITH_TIME = re.compile(rf"(.+?)(?:\s+|T){TIME}", re.ASCII | re.IGNORECASE)


class DateReader:
    """Reads the dates of one file.

    :param date_format: the form of all of them; None: it is found out
    :param texts: all dates of the file; those with slashes tell together whether the
        day or the month comes first
    """

    def __init__(self, date_format=None, texts=()):
        self.date_format = date_format
        self.day_first = self.month_first = False
        if date_format is None:
            self._look_at_slashes(texts)
        # A file of many lines has few days.
        self.read = functools.cache(self._read)

    def _look_at_slashes(self, texts):
        for text in texts:
            found = SLASHES.match(text)
            if found:
                first, second = map(int, found.groups())
                self.day_first |= first > 12
                self.month_first |= second > 12

    def _read(self, text):
        timed = WITH_TIME.fullmatch(text)
        for day in [text, timed[1]] if timed else [text]:
            for form in self._get_formats(day):
                try:
                    return datetime.strptime(day, form).date()
                except ValueError:
                    pass
        expected = self.date_format or EXPECTED
        raise ValueError(f"{text!r} is not a date of the form {expected}")

    def _get_formats(self, day):
        if self.date_format:
            return [self.date_format]
        if not SLASHES.fullmatch(day):
            return [form for shape, form in FORMATS if shape.fullmatch(day)]
        if self.day_first == self.month_first:
            reason = (
                "some dates of the file have the day first, others the month"
                if self.day_first
                else f"{day} may have the day or the month first"
            )
            raise ValueError(
                f"{reason}; say --date-format {DAY_FIRST} or {MONTH_FIRST}"
            )
        return [DAY_FIRST if self.day_first else MONTH_FIRST]
