"""How files of other programs are written: time of day, invoices, prices, encodings."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import retail_sample
from order_history import arguments, parse
from order_history.dates import DateReader
from order_history.parse import BadFile, Layout

RETAIL = Layout(
    columns=parse.parse_columns(retail_sample.OPTIONS[1]),
    allow_negative=True,
    skip_without_client=True,
)
INVOICES = Layout(columns=("invoice", "id", "date", "amount"), has_header=False)


def complaints_of_file(path, layout):
    with pytest.raises(BadFile) as caught:
        parse.read(path, layout)
    return caught.value.complaints


def complaints(text, layout):
    with pytest.raises(BadFile) as caught:
        parse.parse(text, layout)
    return caught.value.complaints


@pytest.mark.parametrize(
    "text",
    [
        "2010-12-01 08:26:00",
        "2010-12-01 8:26",
        "2010-12-01T08:26:00",
        "2010-12-01T08:26:00.000Z",
        "2010-12-01 08:26:00+03:00",
        "01.12.2010 08:26:00",
        "1.12.2010 8:26",
        "1.12.2010  23:59",
        "20101201 08:26",
        "20101201T08:26:00",
    ],
)
def test_time_of_day(text):
    assert DateReader().read(text) == date(2010, 12, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2010-12-01 24:00",
        "2010-12-01 8:60",
        "2010-12-01 8",
        "2010-12-01 8:26 or so",
        "2010-12-0108:26",
        "2010-13-01 8:26",
        "8:26",
        "",
    ],
)
def test_what_is_no_time_of_day(text):
    with pytest.raises(ValueError, match="is not a date of the form"):
        DateReader().read(text)


@pytest.mark.parametrize(
    ("text", "date_format"),
    [
        ("1/12/2010 8:26", "%d/%m/%Y"),
        ("12/1/2010 8:26 PM", "%m/%d/%Y"),
        ("12/1/2010 08:26:30 pm", "%m/%d/%Y"),
        ("1 Dec 2010 8:26", "%d %b %Y"),
        ("01/12/2010 08-26", "%d/%m/%Y %H-%M"),
    ],
)
def test_time_of_day_after_a_form_that_was_named(text, date_format):
    assert DateReader(date_format).read(text) == date(2010, 12, 1)


def test_dates_with_slashes_tell_their_form_together():
    american = ["12/1/2010 8:26", "12/13/2010 8:26"]
    assert DateReader(None, american).read(american[0]) == date(2010, 12, 1)
    others = ["12/1/2010", "31/1/2010"]
    assert DateReader(None, others).read(others[0]) == date(2010, 1, 12)


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        (["12/1/2010 8:26"], "12/1/2010 may have the day or the month first"),
        (["1/13/2010", "13/1/2010"], "some dates of the file have the day first"),
    ],
)
def test_dates_with_slashes_that_tell_nothing(texts, wrong):
    with pytest.raises(ValueError, match=wrong):
        DateReader(None, texts).read(texts[0])


def test_time_of_day_between_blanks():
    text = "id date quantity amount\n7 2010-12-01 08:26:00 5 77.00\n8 2010-12-02 1 2"
    days = [purchase.day for purchase in parse.parse(text, Layout())]
    assert days == [date(2010, 12, 1), date(2010, 12, 2)]


def test_clients_that_became_decimals():
    """An empty cell in the column makes decimals of all numbers in it."""
    text = "17001.0,20240101,1,5\n17001,20240101,1,5\n17001.00,20240101,1,5\n"
    read = parse.parse(text + "K-1.0,20240101,1,5", Layout(has_header=False))
    assert Counter(each.client for each in read) == {"17001": 3, "K-1.0": 1}


def test_lines_of_one_invoice():
    text = "A1;7;20240101;5\nA2;7;20240101;1\nA1;7;20240101;6\nA1.;7;20240101;1"
    read = parse.parse(text, INVOICES)
    assert [purchase.order for purchase in read] == [1, 2, 1, 4]
    assert parse.count_orders(read) == 3


def test_the_same_number_in_another_year():
    text = "1;7;20230101;5\n1;8;20240101;1"
    assert parse.count_orders(parse.parse(text, INVOICES)) == 2


def test_an_invoice_of_two_clients():
    text = "1;7;20240101;5\n1;7;20240101;5\n1;8;20240101;1\n;7;20240101;1"
    assert complaints(text, INVOICES) == [
        (3, "the invoice '1' is that of the client '7' in line 1"),
        (4, "the number of the invoice is missing"),
    ]


@pytest.mark.parametrize("moment", [retail_sample.iso, retail_sample.american])
def test_online_retail(tmp_path, moment):
    path = tmp_path / "online_retail_II.csv"
    retail_sample.write(path, moment)
    read = parse.read(path, RETAIL)
    assert read.skipped == retail_sample.SKIPPED
    assert len(read) == len(retail_sample.ROWS) - retail_sample.SKIPPED
    orders, cents = Counter(), Counter()
    for purchase in read:
        orders[purchase.client] += purchase.begun_in is None
        if date(2010, 7, 1) <= purchase.day <= date(2011, 6, 30):
            cents[purchase.client] += purchase.cents
    assert {client: (orders[client], cents[client]) for client in orders} == {
        client: known[:2] for client, known in retail_sample.CLIENTS.items()
    }
    assert read[0] == parse.Purchase(
        line=2,
        client="97001",
        day=date(2010, 12, 1),
        quantity=Decimal(12),
        cents=8340,
        invoice="489434",
    )


def test_online_retail_without_its_options(tmp_path):
    path = tmp_path / "online_retail_II.csv"
    retail_sample.write(path)
    layout = Layout(columns=RETAIL.columns)
    found = dict(complaints_of_file(path, layout))
    assert (
        found[4] == "the quantity '-2' is not above zero; returns need --allow-negative"
    )
    assert found[9] == "the client's id is missing"


def test_a_price_that_is_missing():
    layout = Layout(columns=("id", "date", "quantity", "price"), has_header=False)
    assert complaints("7;20240101;1;", layout) == [(1, "'' is not a number")]


@pytest.mark.parametrize(
    ("content", "encoding", "number"),
    [
        ("id;date\nA;1\nБ;2\n".encode("cp1251"), "utf-8-sig", 3),
        ("id;date\r\nA;1\r\nБ;2\r\n".encode("cp1251"), "utf-8-sig", 3),
        ("id\rA\rБ\r".encode("cp1251"), "utf-8", 3),
        ("\ufeffid;date\nA;1\nБ;2\n".encode(), "ascii", 1),
        ("id;date\nA;1\nБ;2\n".encode("utf-16"), "utf-8-sig", 1),
        ("id;date\nA;1\nБ;2\n".encode("utf-16-le") + b"\x00", "utf-16-le", 4),
        (b"id;date\n\x98;1\n", "cp1251", 2),
    ],
)
def test_a_wrong_encoding_names_the_line(tmp_path, content, encoding, number):
    path = tmp_path / "history.csv"
    path.write_bytes(content)
    layout = Layout(columns=("id", "date"), encoding=encoding)
    [(found, what)] = complaints_of_file(path, layout)
    assert (found, "name another encoding" in what) == (number, True)


def test_lines_are_counted_as_an_editor_does():
    text = "id;date;amount;name\n7;20240101;5;a\u0085b\u2028c\x0bd\n8;x;5;e"
    layout = Layout(columns=("id", "date", "amount", "name"))
    [(number, _what)] = complaints(text, layout)
    assert number == 3


@pytest.mark.parametrize(
    "argv",
    [
        ["--columns", "-,date,id,amount"],
        ["--columns=-,date,id,amount"],
        ["--col", "-,date,id,amount"],
    ],
)
def test_columns_that_begin_with_one_to_be_left_out(argv):
    parser = arguments.parser("x", "y")
    options = parser.parse_args(["file.csv", *argv, "--database", "d"])
    assert options.columns == ("-", "date", "id", "amount")
    assert options.file == Path("file.csv")
