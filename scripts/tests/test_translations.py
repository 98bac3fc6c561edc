import polib
import pytest

translations = pytest.importorskip("devkit.translations")


def _file(entries):
    file = polib.POFile()
    file.metadata = {"POT-Creation-Date": "today"}
    for text, (translated, flags) in entries.items():
        file.append(polib.POEntry(msgid=text, msgstr=translated, flags=list(flags)))
    return file


@pytest.fixture
def fresh():
    return _file({"Client": ("", ()), "Order": ("", ())})


def _saved(tmp_path, entries):
    path = tmp_path / "ru.po"
    _file(entries).save(str(path))
    return path


def test_complete(tmp_path, fresh):
    po = _saved(tmp_path, {"Client": ("Клиент", ()), "Order": ("Заказ", ())})
    assert translations.incomplete(po, fresh) == []


def test_empty_fuzzy_and_missing_are_reported(tmp_path, fresh):
    fresh.append(polib.POEntry(msgid="Visit"))
    po = _saved(tmp_path, {"Client": ("", ()), "Order": ("Заказ", ("fuzzy",))})
    assert translations.incomplete(po, fresh) == [
        "not translated: 'Client'",
        "fuzzy: 'Order'",
        "missing: 'Visit'",
    ]


def test_no_translation_at_all(tmp_path, fresh):
    assert "missing" in translations.incomplete(tmp_path / "ru.po", fresh)[0]


def test_outdated_names_new_and_old_texts(tmp_path, fresh):
    pot = _saved(tmp_path, {"Client": ("", ()), "Gone": ("", ())})
    assert translations.outdated(pot, fresh) == [
        "not in ru.po: 'Order'",
        "only in ru.po: 'Gone'",
    ]


def test_dates_are_no_difference(tmp_path, fresh):
    one, two = tmp_path / "one.pot", tmp_path / "two.pot"
    fresh.save(str(one))
    fresh.metadata["POT-Creation-Date"] = "tomorrow"
    fresh.save(str(two))
    assert translations.without_dates(one) == translations.without_dates(two)


def test_merge_keeps_translations_and_drops_what_is_gone(fresh):
    old = _file({"Order": ("Заказ", ("fuzzy",)), "Gone": ("Нет", ())})
    merged = translations.merge(old, fresh)
    assert [(entry.msgid, entry.msgstr) for entry in merged] == [
        ("Client", ""),
        ("Order", "Заказ"),
    ]
    assert merged[1].fuzzy
