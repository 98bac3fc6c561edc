"""Exporting the texts of the add-ons and keeping their translations complete.

Runs in the environment that has polib.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import polib

from . import addons, database, environment, odoo_run
from .console import say
from .paths import LOGS, REPO

LANGUAGE = "ru"
# As `odoo i18n export` does it, but in one process and not into the add-ons' folders.
EXPORT = """
from odoo.tools.translate import trans_export

for module, path in %r.items():
    with open(path, "wb") as file:
        trans_export(None, [module], file, "po", env)
"""
# Differ in each export though no text has changed.
VOLATILE_HEADERS = ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator")


def parse(argv):
    parser = argparse.ArgumentParser(
        prog="scripts/translate",
        description="Regenerate i18n/MODULE.pot and merge it into i18n/ru.po.",
    )
    parser.add_argument(
        "--check", action="store_true", help="only compare, write nothing"
    )
    return parser.parse_args(argv)


def main(argv):
    options = parse(argv)
    with tempfile.TemporaryDirectory() as folder:
        templates = export(Path(folder))
        if options.check:
            return _report(templates)
        for module, template in templates.items():
            update(module, template)
    return 0


def export(folder):
    """A fresh .pot of each add-on, the names of its demo data included:
    {module: path}."""
    odoo = environment.ensure()
    log = LOGS / "translations-export.log"
    base = database.template_with_addons(odoo, demo=True)
    templates = {module: folder / f"{module}.pot" for module in addons.require()}
    with database.scratch(base, "i18n") as name:
        files = {module: str(path) for module, path in templates.items()}
        odoo_run.run_in_shell(name, EXPORT % files, "Exporting the texts", log)
    return templates


def _report(templates):
    bad = 0
    for module, template in templates.items():
        for label, problems in check(module, template):
            bad += bool(problems)
            say(f"{'bad' if problems else 'ok'}: {label}")
            for problem in problems[:10]:
                say(f"  {problem}")
            if len(problems) > 10:
                say(f"  ... and {len(problems) - 10} more")
    return 1 if bad else 0


def check(module, template, folder=REPO):
    """(what, problems) for the .pot and for the translation."""
    i18n = folder / module / "i18n"
    pot, po = i18n / f"{module}.pot", i18n / f"{LANGUAGE}.po"
    fresh = polib.pofile(str(template))
    return [
        (f"{module}.pot is up to date with the code", outdated(pot, fresh)),
        (f"{module}/i18n/{po.name} is complete", incomplete(po, fresh)),
    ]


def outdated(pot, fresh):
    if not pot.exists():
        return [f"{pot.name} is missing, run scripts/translate"]
    stored = {entry.msgid for entry in polib.pofile(str(pot))}
    current = {entry.msgid for entry in fresh}
    new = [f"not in {pot.name}: {text!r}" for text in sorted(current - stored)]
    old = [f"only in {pot.name}: {text!r}" for text in sorted(stored - current)]
    return new + old


def incomplete(po, fresh):
    if not po.exists():
        return [f"{po.name} is missing, run scripts/translate"]
    entries = {entry.msgid: entry for entry in polib.pofile(str(po))}
    problems = []
    for text in sorted(entry.msgid for entry in fresh):
        entry = entries.get(text)
        if entry is None:
            problems.append(f"missing: {text!r}")
        elif entry.fuzzy:
            problems.append(f"fuzzy: {text!r}")
        elif not entry.msgstr:
            problems.append(f"not translated: {text!r}")
    return problems


def update(module, template):
    i18n = REPO / module / "i18n"
    i18n.mkdir(exist_ok=True)
    pot, po = i18n / f"{module}.pot", i18n / f"{LANGUAGE}.po"
    fresh = polib.pofile(str(template))
    if not pot.exists() or without_dates(pot) != without_dates(template):
        shutil.copy(template, pot)
    merged = merge(polib.pofile(str(po)) if po.exists() else None, fresh)
    if not po.exists() or str(merged) != str(polib.pofile(str(po))):
        merged.save(str(po))
    left = [entry for entry in merged if not entry.msgstr or entry.fuzzy]
    say(f"{module}: {len(merged)} texts, {len(left)} not translated ({po.name})")


def without_dates(path):
    file = polib.pofile(str(path))
    for header in VOLATILE_HEADERS:
        file.metadata.pop(header, None)
    return str(file)


def merge(translated, fresh):
    """The texts of ``fresh`` in its order, with the translations there are."""
    known = {entry.msgid: entry for entry in translated or []}
    merged = polib.POFile()
    merged.header = translated.header if translated else fresh.header
    merged.metadata = dict(translated.metadata if translated else fresh.metadata)
    merged.metadata["Language"] = LANGUAGE
    for entry in fresh:
        old = known.get(entry.msgid)
        entry.msgstr = old.msgstr if old else ""
        entry.flags += [flag for flag in (old.flags if old else []) if flag == "fuzzy"]
        merged.append(entry)
    return merged
