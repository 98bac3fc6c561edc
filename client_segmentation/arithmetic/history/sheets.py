"""The rows of a file, with their numbers in it. What would not be a workbook but an
attack on the server is refused before it is opened."""

import csv
import io
import re
import zipfile
from datetime import date

MAX_BYTES = 30 * 2**20
MAX_UNPACKED = 400 * 2**20
# A cell of a workbook takes some 20 bytes before it is packed, and 2 after.
MAX_RATIO = 150
MAX_ROWS = 300_000
MAX_COLUMNS = 60
MAX_REPEATED = 2_000_000
REPEATED = re.compile(rb'number-columns-(?:repeated|spanned)="(\d+)"')
ENCODINGS = ("utf-8-sig", "cp1251")
SEPARATORS = ";\t,|"


class Refused(Exception):
    """``reason`` is a key of the sentences that tell people why."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def check_size(content):
    if not content:
        raise Refused("empty")
    if len(content) > MAX_BYTES:
        raise Refused("too_large")
    # Web pages under the name of a workbook, as some systems export them
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"%PDF")):
        raise Refused("unreadable")


def check_archive(content):
    """Refuse what is no archive, hides macros, or would fill the memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            names = {part.filename.lower() for part in parts}
            if len(parts) > 2000 or unpacked > MAX_UNPACKED:
                raise Refused("too_large")
            if unpacked > 2**20 and unpacked > MAX_RATIO * len(content):
                raise Refused("too_large")
            if any("vbaproject" in name or "basic/" in name for name in names):
                raise Refused("macros")
            _check_parts(archive, parts)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise Refused("unreadable") from error


def _check_parts(archive, parts):
    """No workbook defines entities of its own."""
    repeated = 0
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                head = stream.read(4096)
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    raise Refused("unreadable")
                if part.filename == "content.xml":
                    text = head + stream.read(MAX_UNPACKED)
                    repeated += sum(map(int, REPEATED.findall(text)))
    if repeated > MAX_REPEATED:
        raise Refused("too_large")


def read_xlsx(content):
    """Yield ``(name, rows)`` of each sheet, rows as ``(number, cells)``. It is read as
    a stream, however long it is; a cell with an error is a text like any other."""
    # Comes with Odoo, and only loaded where it is used
    import openpyxl  # noqa: PLC0415

    try:
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True
        )
        for sheet in book.worksheets:
            # Not what a file says of itself
            sheet.reset_dimensions()
            rows = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)
            yield sheet.title, number_rows(rows)
    except Refused:
        raise
    except Exception as error:
        # Whatever a file that is none makes of the library
        raise Refused("unreadable") from error


def read_csv(content):
    """Return the rows of a text: in UTF-8 or, as 1C writes it, Windows' Cyrillic."""
    text = _decode(content)
    if "\0" in text:
        raise Refused("unreadable")
    head = text[:20_000]
    separator = max(SEPARATORS, key=head.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return number_rows(row[:MAX_COLUMNS] for row in rows)
    except csv.Error as error:
        raise Refused("unreadable") from error


def _decode(content):
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("unreadable")


def number_rows(rows):
    """Return ``(number, cells)`` of the rows that are not empty."""
    numbered = []
    for number, row in enumerate(rows, start=1):
        cells = [_simplify(cell) for cell in row]
        if any(cell not in (None, "") for cell in cells):
            if len(numbered) == MAX_ROWS:
                raise Refused("too_many_rows")
            numbered.append((number, cells))
    return numbered


def _simplify(cell):
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if cell is None or isinstance(cell, (int, float, date)):
        return cell
    return str(cell)
