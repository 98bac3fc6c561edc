from datetime import date
from decimal import Decimal

import order_history_sample
import pytest
from hypothesis import given
from hypothesis import strategies as st
from order_history import parse
from order_history.parse import BadFile, Layout

HEADER = "id date quantity amount\n"
CDNOW = order_history_sample.cdnow_file()


def read_one(line, **layout):
    [purchase] = parse.parse(HEADER + line, Layout(**layout))
    return purchase


def complaints(text, **layout):
    with pytest.raises(BadFile) as caught:
        parse.parse(text, Layout(**layout))
    return caught.value.complaints


def test_the_shape_of_cdnow():
    header = " customer_id  date number_of_cds  dollar_value\r\n"
    [purchase] = parse.parse(f"{header} 00002 19970112  5   77.00\r\n", Layout())
    assert purchase == parse.Purchase(
        line=2,
        client="00002",
        day=date(1997, 1, 12),
        quantity=Decimal(5),
        cents=7700,
    )


@pytest.mark.parametrize(
    "text",
    [
        "id,date,quantity,amount\n7,1997-01-12,5,77.00",
        "id, date, quantity, amount\n7, 1997-01-12, 5, 77.00",
        'id,date,quantity,amount\n"7","19970112","5","77,00"',
        "id;date;quantity;amount\n7;12.01.1997;5;77,00",
        "Our number;Day;How many;How much\n7;12.1.1997;5;77",
        "id\tdate\tquantity\tamount\n7\t1997-1-12\t5\t77,0",
        "id date quantity amount\n\n  7   19970112 5 77.00  \n\n",
    ],
)
def test_separators_dates_and_decimals(text):
    [purchase] = parse.parse(text, Layout())
    assert (purchase.client, purchase.day) == ("7", date(1997, 1, 12))
    assert (purchase.quantity, purchase.cents) == (5, 7700)


def test_decimal_comma_between_blanks_without_header():
    [purchase] = parse.parse("7 19970112 5 77,50", Layout(has_header=False))
    assert purchase.cents == 7750


def test_columns_in_another_order():
    columns = parse.parse_columns("amount, -, name, id, date")
    text = "a|b|c|d|e\n9.90|junk|Smith & Sons|K-1|31/12/1997"
    layout = Layout(columns=columns, separator="|", date_format="%d/%m/%Y")
    [purchase] = parse.parse(text, layout)
    assert (purchase.client, purchase.name) == ("K-1", "Smith & Sons")
    assert (purchase.day, purchase.quantity) == (date(1997, 12, 31), 1)
    assert purchase.cents == 990


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("id,date", "'amount' is missing"),
        ("id,date,amount,cost", "no column 'cost'"),
        ("id,date,quantity", "'amount' is missing"),
        ("id,date,price", "'quantity' is missing"),
        ("id,date,quantity,price,amount", "either an amount or a price"),
        ("id,id,date,amount", "named twice"),
    ],
)
def test_bad_columns(text, wrong):
    with pytest.raises(ValueError, match=wrong):
        parse.parse_columns(text)


def test_purchases_of_one_day_stay_apart():
    line = "7 19970112 1 5.00\n"
    purchases = parse.parse(HEADER + line * 3, Layout())
    assert [purchase.line for purchase in purchases] == [2, 3, 4]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("7 19970231 1 5", "'19970231' is not a date of the form YYYYMMDD"),
        ("7 1997/02/01 1 5", "'1997/02/01' is not a date"),
        ("7 18991231 1 5", "lies before 1900"),
        ("7 20250102 1 5", "lies in the future"),
        ("7 20240101 0 5", "the quantity '0' is not above zero"),
        ("7 20240101 -1 5", "the quantity '-1' is not above zero"),
        ("7 20240101 1 five", "'five' is not a number"),
        ("7 20240101 1 nan", "'nan' is not a number"),
        ("7 20240101 1 1e3", "'1e3' is not a number"),
        ("7 20240101 1 5.001", "has more than 2 decimals"),
        ("7 20240101 1 1,234", "has more than 2 decimals"),
        ("7 20240101 1 -5", "the amount '-5' is negative"),
        ("7 20240101 1 1000000000000.01", "is too large"),
        ("7 20240101 1", "3 fields instead of 4"),
        ("7 20240101 1 5 USD", "5 fields instead of 4"),
    ],
)
def test_a_bad_line_is_named(line, wrong):
    text = HEADER + "1 20240101 1 5\n\n" + line
    [(number, what)] = complaints(text, latest=date(2025, 1, 1))
    assert number == 4
    assert wrong in what


def test_a_missing_id_is_named():
    [(number, what)] = complaints("id;date;quantity;amount\n ;20240101;1;5")
    assert (number, what) == (2, "the client's id is missing")


def test_all_bad_lines_are_told_at_once():
    text = HEADER + "1 x 1 5\n2 20240101 1 5\n3 20240101 1 x\n"
    assert [number for number, _what in complaints(text)] == [2, 4]


def test_a_header_is_not_lost_nor_taken_for_one():
    [(number, what)] = complaints("1 20240101 1 5\n2 20240101 1 5\n")
    assert (number, "a header is expected" in what) == (1, True)
    [(number, what)] = complaints(HEADER + "1 20240101 1 5", has_header=False)
    assert number == 1


def test_a_file_of_another_shape():
    [(_number, what)] = complaints("id date\n1 20240101\n")
    assert what.startswith("4 columns (id, date, quantity, amount) are expected")


def test_a_quotation_mark_that_is_never_closed():
    text = 'id;date;quantity;amount\n"1;20240101;1;5\n' + "2;20240101;1;5\n" * 20_000
    assert complaints(text)


@pytest.mark.parametrize("text", ["", "\n\n", HEADER])
def test_an_empty_file(text):
    assert complaints(text)


def test_negative_amounts_on_request():
    assert read_one("7 20240101 1 -5,50", allow_negative=True).cents == -550


def test_negative_quantities_on_request():
    read = read_one("7 20240101 -2 -5,50", allow_negative=True)
    assert (read.quantity, read.cents) == (-2, -550)
    [(number, what)] = complaints(HEADER + "7 20240101 -2 5,50", allow_negative=True)
    assert (number, what) == (2, "the quantity is negative, '5,50' does not fit to it")
    [(_number, what)] = complaints(HEADER + "7 20240101 0 -5", allow_negative=True)
    assert "the quantity '0' is not above zero" in what


def test_decimals_of_the_currency():
    assert read_one("7 20240101 1 500.0", currency_digits=0).cents == 500
    assert read_one("7 20240101 1 1.234", currency_digits=3).cents == 1234


def test_encodings(tmp_path):
    path = tmp_path / "history.csv"
    columns = ("id", "date", "amount", "name")
    text = "id;date;amount;name\n7;20240101;5;Ромашка"
    path.write_bytes(text.encode("utf-8-sig"))
    assert parse.read(path, Layout(columns=columns))[0].name == "Ромашка"
    path.write_bytes(text.encode("cp1251"))
    with pytest.raises(BadFile) as caught:
        parse.read(path, Layout(columns=columns))
    what = "the byte 0xd0 is not utf-8-sig; name another encoding"
    assert caught.value.complaints == [(2, what)]
    layout = Layout(columns=columns, encoding="cp1251")
    assert parse.read(path, layout)[0].name == "Ромашка"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u202f567,89", "1234567.89"),
        ("1,234.50", "1234.5"),
        ("1.234.567,89", "1234567.89"),
        ("-0.50", "-0.5"),
        ("+7", "7"),
    ],
)
def test_numbers(text, number):
    assert parse.parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", ".", "1.", ".5", "1,2,3", "1 23", "12 3456"])
def test_what_is_no_number(text):
    with pytest.raises(ValueError, match="is not a number"):
        parse.parse_number(text)


WRITTEN = st.sampled_from(["{0}.{1:02}", "{0},{1:02}", "{0:,}.{1:02}"])


@given(st.integers(0, 10**10), st.integers(0, 99), WRITTEN)
def test_any_amount_survives(units, cents, how):
    text = "id;date;quantity;amount\n7;20240101;1;" + how.format(units, cents)
    [purchase] = parse.parse(text, Layout())
    assert purchase.cents == units * 100 + cents


@given(st.dates(date(1900, 1, 1)))
def test_any_day_survives(day):
    for form in (f"{day:%Y%m%d}", f"{day}", f"{day:%d.%m.%Y}"):
        assert read_one(f"7 {form} 1 5").day == day


@given(st.text())
def test_any_text_is_read_or_refused(text):
    try:
        purchases = parse.parse(text, Layout())
    except BadFile as error:
        assert error.complaints
    else:
        assert purchases


def test_the_sample_reads_the_same_in_both_styles(tmp_path):
    path = tmp_path / "history"
    order_history_sample.write_blanks(path)
    blanks = parse.read(path, Layout())
    order_history_sample.write_semicolons(path)
    columns = parse.parse_columns("date,id,name,-,amount")
    semicolons = parse.read(path, Layout(columns=columns, encoding="cp1251"))
    made, _classes = order_history_sample.make()
    expected = [(client, day, amount * 100) for client, day, _quantity, amount in made]
    for purchases in (blanks, semicolons):
        assert [(each.client, each.day, each.cents) for each in purchases] == expected


@pytest.mark.skipif(not CDNOW, reason=order_history_sample.WITHOUT_CDNOW)
def test_cdnow_is_what_is_published_of_it():
    """The cohort of 23,570 who bought first in the first quarter of 1997, followed to
    June 1998: P. Fader and B. Hardie, "Forecasting Repeat Sales at CDNOW: A Case
    Study", Interfaces 31 (2001). Count, means and maxima of the 69,659 purchases:
    github.com/Jiachengciel/Data_Analysis, "CDNow Analysis", and others."""
    purchases = parse.read(CDNOW, Layout())
    first_days = {}
    for purchase in purchases:
        day = first_days.get(purchase.client, purchase.day)
        first_days[purchase.client] = min(day, purchase.day)
    assert len(first_days) == 23_570
    assert len(purchases) == 69_659
    assert min(first_days.values()) == date(1997, 1, 1)
    assert max(first_days.values()) <= date(1997, 3, 31)
    assert max(purchase.day for purchase in purchases) == date(1998, 6, 30)
    quantities = [purchase.quantity for purchase in purchases]
    assert (min(quantities), max(quantities)) == (1, 99)
    assert round(sum(quantities) / len(purchases), 6) == Decimal("2.410040")
    cents = [purchase.cents for purchase in purchases]
    assert max(cents) == 128_601
    assert round(Decimal(sum(cents)) / 100 / len(purchases), 6) == Decimal("35.893648")


@pytest.mark.skipif(not CDNOW, reason=order_history_sample.WITHOUT_CDNOW)
def test_cdnow_is_read_line_by_line():
    lines = CDNOW.read_text().splitlines()[1:]
    written = [
        f"{each.client} {each.day:%Y%m%d} {each.quantity} {each.cents / 100:.2f}"
        for each in parse.read(CDNOW, Layout())
    ]
    assert written == [" ".join(line.split()) for line in lines]
