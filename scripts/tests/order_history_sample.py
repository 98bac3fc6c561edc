"""A made-up history in the shape of the CDNOW file, with a known classification.

Whole units: the revenue within the horizon is 1,000,000 in all, so that every share
can be told by heart. As of 15 July 2024 the horizon is July 2023 to June 2024.
"""

import os
import random
from datetime import date, timedelta
from pathlib import Path

AS_OF = date(2024, 7, 15)
FIRST, LAST = date(2023, 7, 1), date(2024, 6, 30)
MIDDLE = date(2024, 1, 10)
SMALL_CLIENTS = 1000
OLD_CLIENTS = 985
REPOSITORY = Path(__file__).resolve().parents[2]

# Who has not bought since is no longer hot.
YEAR_AGO = date(2023, 7, 15)
# client, purchases, ABC class, temperature; the ids are not in order, since a tie is
# broken by the order in the database, which is that of the file.
SPECIAL = (
    ("lion", [(FIRST, 300_000), (LAST, 200_000)], "a", "hot"),  # nothing before
    ("bear", [(MIDDLE, 200_000)], "a", "hot"),  # 50 % before
    ("tie-z", [(MIDDLE, 60_000), (MIDDLE, 40_000)], "a", "hot"),  # 70 % before
    ("tie-a", [(LAST, 100_000)], "b", "hot"),  # exactly 80 % before
    ("wolf", [(FIRST, 50_000)], "b", "warm"),  # 90 % before
    # The small ones follow here, 50 each: the first has exactly 95 % before it.
    ("day-too-early", [(FIRST - timedelta(1), 999_999)], "c", "warm"),
    ("day-too-late", [(LAST + timedelta(1), 999_999)], "c", "hot"),
    ("on-the-day", [(AS_OF, 999_999)], "c", "hot"),
    ("tomorrow", [(AS_OF + timedelta(1), 999_999)], None, "cold"),
    ("next-year", [(date(2025, 7, 15), 999_999)], None, "cold"),
    ("gift", [(MIDDLE, 0)], "c", "hot"),
    ("gift-later", [(AS_OF + timedelta(1), 0)], None, "cold"),
    ("both-sides", [(FIRST - timedelta(1), 7), (LAST + timedelta(1), 7)], "c", "hot"),
    ("leap-day", [(date(2024, 2, 29), 0), (date(2020, 2, 29), 5)], "c", "hot"),
    ("0007", [(date(2000, 1, 1), 1)], "c", "warm"),
)


def make():
    """Return ``(purchases, classes)``: ``(client, day, quantity, amount)`` in the
    file's order, and ``{client: (ABC class, temperature)}``."""
    purchases, classes = [], {}

    def add(client, bought, abc, temperature):
        classes[client] = (abc, temperature)
        for day, amount in bought:
            purchases.append((client, day, 1 + len(purchases) % 7, amount))

    for client in SPECIAL:
        add(*client)
    chance = random.Random(19970101)
    span = (LAST - FIRST).days
    for number in range(SMALL_CLIENTS):
        first_part = chance.randrange(51)
        days = [FIRST + timedelta(chance.randrange(span + 1)) for _part in "ab"]
        add(
            f"small-{number:04}",
            [(days[0], first_part), (days[1], 50 - first_part)],
            "c",
            "hot" if max(days) >= YEAR_AGO else "warm",
        )
    for number in range(OLD_CLIENTS):
        day = FIRST - timedelta(1 + chance.randrange(2000))
        add(f"old-{number:04}", [(day, chance.randrange(10**6))], "c", "warm")
    return purchases, classes


def write_blanks(path):
    """As the CDNOW file is written."""
    lines = [" customer_id  date number_of_cds  dollar_value"]
    for client, day, quantity, amount in make()[0]:
        lines.append(f" {client} {day:%Y%m%d}  {quantity}   {amount}.00")
    path.write_bytes("\r\n".join([*lines, ""]).encode())


def write_semicolons(path):
    """As a Russian spreadsheet program writes it, with names and a column to skip."""
    lines = ["Дата;Номер;Клиент;Менеджер;Сумма"]
    for client, day, _quantity, amount in make()[0]:
        money = f"{amount:,}".replace(",", "\u00a0")
        lines.append(f"{day:%d.%m.%Y};{client};«Фирма {client}»;Петров;{money},00")
    path.write_bytes("\r\n".join([*lines, ""]).encode("cp1251"))


SEMICOLONS = ("--columns", "date,id,name,-,amount", "--encoding", "cp1251")


def cdnow_file():
    """The CDNOW file, which is not part of the repository, or None."""
    named = os.environ.get("CDNOW_FILE")
    path = Path(named or REPOSITORY.parent / "shared/data/cdnow_master.txt")
    if named and not path.exists():
        raise FileNotFoundError(f"CDNOW_FILE names {named}, which is not there")
    return path if path.exists() else None


WITHOUT_CDNOW = "the CDNOW file is not there; name it in CDNOW_FILE"
