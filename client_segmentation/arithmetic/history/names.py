"""Who is meant: names, tax ids and references as they are compared."""

import re

LEGAL_FORMS = (
    *("ооо", "оао", "зао", "пао", "ао", "нао", "ип", "чп", "тоо", "фгуп", "гуп", "муп"),
    *("одо", "чтуп", "тов", "llc", "ltd", "limited", "inc", "incorporated", "corp"),
    *("corporation", "co", "company", "plc", "lp", "llp", "gmbh", "ag", "kg", "ohg"),
    *("ug", "sa", "sas", "sarl", "srl", "spa", "sl", "bv", "nv", "oy", "ab", "as"),
    *("aps", "kft", "sro", "oü", "ou"),
)
_FORMS = frozenset(LEGAL_FORMS)


def get_plain_name(name):
    """Return a name without its legal form, quotes and capitals: ``ООО «Ромашка»`` and
    ``Ромашка, ооо`` are the same. The statement ``sql/history/names.py`` agrees."""
    words = re.findall(r"[^\W_]+", name.lower().replace("ё", "е").replace(".", ""))
    return " ".join([w for w in words if w not in _FORMS] or words)


def get_plain_vat(vat):
    """Return a tax id without country, blanks and what comes after a slash."""
    letters = re.sub(r"[^0-9A-Z]", "", vat.partition("/")[0].upper())
    return re.sub(r"^[A-Z]{2}(?=[0-9])", "", letters)


def get_plain_ref(ref):
    return ref.strip().lower()
