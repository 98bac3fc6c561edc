"""What the columns of a sheet are, by their headings in English or Russian: as 1C,
Bitrix24 and people call them."""

import re

# The first word found in a sheet is the column: the more exact ones come first.
WORDS = {
    "day": (
        *("date", "day", "order date", "invoice date", "sale date", "date of sale"),
        *("дата продажи", "дата реализации", "дата документа", "дата заказа"),
        *("дата закрытия", "дата сделки", "дата", "день", "период"),
    ),
    "amount": (
        *("amount untaxed", "untaxed amount", "net amount", "сумма без ндс"),
        *("выручка без ндс", "стоимость без ндс", "amount", "revenue", "sales"),
        *("sum", "total", "сумма продажи", "сумма документа", "сумма сделки"),
        *("выручка", "сумма", "стоимость", "продажи", "оборот", "итого"),
    ),
    "margin": (
        *("margin", "gross profit", "profit", "маржа", "валовая прибыль", "прибыль"),
        *("валовый доход", "доход"),
    ),
    "number": (
        *("number", "document number", "invoice number", "order number", "document"),
        *("invoice", "order", "no", "номер документа", "номер заказа", "номер сделки"),
        *("номер", "документ продажи", "документ", "регистратор", "заказ", "сделка"),
    ),
    "currency": ("currency", "валюта"),
    "name": (
        *("client", "customer", "client name", "customer name", "company name"),
        *("company", "name", "клиент", "контрагент", "покупатель", "заказчик"),
        *("наименование контрагента", "наименование клиента", "название компании"),
        *("компания", "наименование", "название", "имя"),
    ),
    "vat": (
        *("tax id", "tax number", "vat", "vat number", "tin", "инн", "инн кпп"),
        *("инн контрагента", "бин", "иин", "унп"),
    ),
    "ref": (
        *("reference", "ref", "client code", "customer code", "client id"),
        *("customer id", "internal reference", "code", "id", "код клиента"),
        *("код контрагента", "артикул клиента", "код", "ссылка"),
    ),
    "email": (
        *("email", "e mail", "mail", "рабочий email", "рабочий e mail"),
        *("электронная почта", "почта", "эл почта"),
    ),
    "phone": (
        *("phone", "telephone", "phone number", "mobile", "рабочий телефон"),
        *("мобильный телефон", "телефон", "тел", "мобильный"),
    ),
    "salesperson": (
        *("salesperson", "sales person", "account manager", "manager", "responsible"),
        *("основной менеджер", "ответственный менеджер", "ответственный", "менеджер"),
        *("продавец",),
    ),
    "audience": (
        *("audience", "client type", "customer type", "аудитория", "тип клиента"),
        *("вид клиента", "тип компании"),
    ),
    "segment_class": (
        *("class", "abc class", "abc", "segment", "класс", "abc класс", "категория"),
        *("сегмент",),
    ),
}
OF_SALES = ("name", "vat", "ref", "day", "amount", "margin", "number", "currency")
OF_CLIENTS = (
    *("name", "vat", "ref", "email", "phone", "salesperson", "audience"),
    "segment_class",
)
# Of the template, in languages other than English
HEADINGS = {
    "ru": {
        "name": "Клиент",
        "vat": "ИНН",
        "ref": "Код клиента",
        "email": "Электронная почта",
        "phone": "Телефон",
        "salesperson": "Менеджер",
        "audience": "Аудитория",
        "segment_class": "Класс",
        "day": "Дата",
        "amount": "Сумма",
        "margin": "Маржа",
        "number": "Номер",
        "currency": "Валюта",
    }
}
# What says whose a line is
IDENTIFIERS = {"name", "vat", "ref"}
OF_SALES_ALONE = set(OF_SALES) - IDENTIFIERS
# A report has a title, and a period, above its headings.
ROWS_SEARCHED = 30


def get_headings(names, language):
    """Return the headings of columns in a language, as ``ru_RU``."""
    own = HEADINGS.get(language[:2], {})
    return [own.get(name) or WORDS[name][0].capitalize() for name in names]


def find_columns(rows):
    """Return what a sheet is of, ``"sales"`` or ``"clients"``, the place of its row of
    headings among ``rows``, and ``{column's name: place in a row}``; None if its
    headings say nothing.

    :param rows: the rows of a sheet, lists of cells; the first few are looked at
    """
    for place, row in enumerate(rows[:ROWS_SEARCHED]):
        places = _get_places(row)
        if not IDENTIFIERS.isdisjoint(places):
            if {"day", "amount"} <= places.keys():
                kind, names = "sales", OF_SALES
            elif (
                # Sales that lack a column do not become clients without a word.
                len(places.keys() - OF_SALES_ALONE) > 1
                or len([cell for cell in row if cell]) == 1
            ):
                kind, names = "clients", OF_CLIENTS
            else:
                continue
            return kind, place, {n: places[n] for n in names if n in places}
    return None


def _get_places(row):
    headings = [simplify(cell) if isinstance(cell, str) else "" for cell in row]
    places = {}
    for name, words in WORDS.items():
        found = next((word for word in words if word in headings), None)
        if found:
            places[name] = headings.index(found)
    return places


def simplify(heading):
    """``"ИНН / КПП:"`` is ``"инн кпп"``. What is in brackets is a unit or a hint."""
    plain = re.sub(r"\(.*?\)|\[.*?\]", " ", heading).lower().replace("ё", "е")
    return " ".join(re.findall(r"\w+", plain))
