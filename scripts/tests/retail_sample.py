"""A made-up file in the layout of Online Retail II (UCI machine learning repository),
with a known classification. Its clients are none of other samples.

As of 15 July 2011 the horizon is July 2010 to June 2011. Revenue in it, by hand:

    97001  489434: 12 x 6.95 + 2 x 1.25 = 83.40 + 2.50 =   85.90
           C489449: -2 x 6.95 =                            -13.90
           489500: 1000 x 0.928 =                          928.00  = 1,000.00
    97002  489435: 96 x 2.10 - 6 x 0.10 = 201.60 - 0.60 =  201.00
           489501: 1 x 0.005 = 0.01 (half a cent goes up)    0.01  =   201.01
    97003  C489600 only: -3 x 4.25 =                                   -12.75
    97004  489601 of 1 July 2011, after the horizon                      0.00

Of 1,201.01 the first has 83.26 %; nothing is before it: A. Before the second there are
83.26 %: B. The others are C; all four have bought by then: hot.
"""

from datetime import date

AS_OF = date(2011, 7, 15)
HEADER = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country"
OPTIONS = (
    *("--columns", "invoice,-,-,quantity,date,price,id,-"),
    *("--allow-negative", "--skip-without-client"),
)
ROWS = (
    ("489434", 12, (2010, 12, 1, 8, 26), "6.95", "97001.0"),
    ("489434", 2, (2010, 12, 1, 8, 27), "1.25", "97001"),
    ("C489449", -2, (2010, 12, 13, 10, 33), "6.95", "97001.0"),
    ("489500", 1000, (2011, 6, 30, 23, 59), "0.928", "97001"),
    ("489435", 96, (2010, 7, 1, 0, 0), "2.10", "97002.0"),
    ("489435", -6, (2010, 7, 1, 0, 0), "0.10", "97002.0"),
    ("489501", 1, (2011, 1, 2, 9, 5), "0.005", "97002.0"),
    ("489502", 10, (2011, 1, 2, 9, 6), "2.55", ""),
    ("A506401", 1, (2011, 1, 2, 9, 7), "-53594.36", ""),
    ("489503", -40, (2011, 1, 2, 9, 8), "0.0", ""),
    ("C489600", -3, (2011, 2, 28, 16, 0), "4.25", "97003.0"),
    ("489601", 5, (2011, 7, 1, 7, 45), "3.00", "97004.0"),
    ("489601", 1, (2011, 7, 1, 7, 45), "0.00", "97004.0"),
)
# client: (orders, revenue within the horizon in cents, ABC class)
CLIENTS = {
    "97001": (3, 100_000, "a"),
    "97002": (2, 20_101, "b"),
    "97003": (1, -1275, "c"),
    "97004": (1, 0, "c"),
}
SKIPPED = 3


def iso(year, month, day, hour, minute):
    return f"{year}-{month:02}-{day:02} {hour:02}:{minute:02}:00"


def american(year, month, day, hour, minute):
    return f"{month}/{day}/{year} {hour}:{minute:02}"


def write(path, moment=iso):
    lines = [HEADER]
    for invoice, quantity, day, price, client in ROWS:
        when = moment(*day)
        lines.append(
            f'{invoice},85123A,"CANDLE ""T-LIGHT"", £",{quantity},{when},{price},'
            f"{client},United Kingdom"
        )
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
