"""What a person who begins has in Excel: (client, day, amount) of 2,000 clients."""

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

CLIENTS = 2000
GIANT = "First Giant"


def plant_history():
    """In the shape of the CDNOW file (Fader and Hardie): many buy once, few often.

    The larger a client's number, the more seldom it buys, and the less; the first buys
    every month, and is a month late.
    """
    today = date.today()
    return [
        (f"Client {number:04}" if number else GIANT, today - timedelta(ago), amount)
        for number in range(CLIENTS)
        for amount in [100_000 // (number + 10)]
        for ago in range(60 + number % 40, 540, 30 + number // 2)
    ]


def read_cdnow(name):
    """The first clients of the file itself, as if it had ended last month."""
    sales = []
    for line in Path(name).read_text().splitlines()[1:]:
        client, day, _cds, amount = line.split()
        sales.append((client, datetime.strptime(day, "%Y%m%d").date(), float(amount)))
    first = set(list(dict.fromkeys(sale[0] for sale in sales))[:CLIENTS])
    shift = date.today() - timedelta(30) - max(day for _client, day, _amount in sales)
    sales = [
        (client, day + shift, amount)
        for client, day, amount in sales
        if client in first
    ]
    year = date.today() - timedelta(365)
    revenue = Counter()
    for client, day, amount in sales:
        revenue[client] += amount if day > year else 0
    [(largest, _amount)] = revenue.most_common(1)
    return [(GIANT if client == largest else client, *sale) for client, *sale in sales]
