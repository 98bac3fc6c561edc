"""Odoo's own tests, run twice: with the add-ons in the database, and without."""

from functools import partial

from devkit import addons, database, test_by_pytest, test_lanes
from devkit.errors import Problem
from devkit.paths import REPO
from devkit.process import follow
from devkit.test_result import Result

from . import outcomes

MEANT = REPO / "scripts/neighbours_of_odoo/meant.txt"
# {suite: the modules it needs beside those that the add-ons need}
SUITES = {
    **dict.fromkeys(
        (
            *("crm", "sale", "sale_crm", "sale_margin", "loyalty", "sale_loyalty"),
            *("mail", "calendar", "survey", "mass_mailing", "hr", "product"),
            *("portal", "base", "account"),
        ),
        (),
    ),
    "test_mail": ("test_mail",),
    "sale_stock": ("sale_stock",),
    "pos_loyalty": ("pos_loyalty",),
    "website_sale_loyalty": ("website_sale_loyalty",),
}
# Of a large module what meets the add-ons: customer invoices
ONLY = {"account": "test_account_move_out_*.py"}


def run(odoo, names, logs, options):
    """A Result for each suite: a test that ends otherwise has failed."""
    meant = outcomes.read_meant(MEANT)
    stages = [
        partial(_compare, odoo=odoo, name=name, meant=meant, options=options)
        for name in names
    ]
    return test_lanes.run(stages, logs, options.lanes)


def folder(odoo, name):
    """The suite's tests, or None if this Odoo has no such module."""
    places = [path / name / "tests" for path in odoo.addons_paths()]
    return next((place for place in places if place.is_dir()), None)


def _compare(logs, odoo, name, meant, options):
    result = Result(name)
    place = folder(odoo, name)
    if not place:
        result.notes.append("not in this Odoo: not run")
        return result
    paths = sorted(place.glob(ONLY[name])) if name in ONLY else [place]
    chosen = [*paths, *options.pytest]
    try:
        both = [
            _outcomes(odoo, name, ours, logs / f"{name}-{kind}.log", chosen)
            for ours, kind in ((False, "without"), (True, "with"))
        ]
    except Problem as problem:
        result.fail(problem)
        return result
    read_differences(result, *both, meant)
    return result


def read_differences(result, without, with_us, meant):
    found = outcomes.differences(without, with_us, meant)
    for difference in found:
        # On a busy machine a tour may run out of time: without us, not our fault.
        if not difference.reason and difference.with_us != outcomes.PASSED:
            result.fail("\n".join(difference.lines()))
        else:
            result.notes += difference.lines()
    result.passed += len(without.keys() | with_us.keys()) - result.failed
    bad = [text for text in without.values() if text not in outcomes.ENDED_WELL]
    result.notes.append(f"{len(without)} tests, {len(bad)} fail without the add-ons")


def _outcomes(odoo, name, ours, log, command):
    template = _template(odoo, SUITES[name], ours)
    with database.scratch(template, f"{name}{'with' if ours else ''}") as scratch:
        label = f"Running {name} {'with' if ours else 'without'} the add-ons"
        command = [
            *(*test_by_pytest.command(log), f"--odoo-database={scratch}"),
            *("-c", REPO / "setup.cfg", f"--rootdir={REPO}", "-p", "no:warnings"),
            *("-p", "devkit.pytest_browser", "--odoo-http", *command),
        ]
        env = test_by_pytest.environment(log, odoo=True)
        follow(command, label, log, env, on_line=test_by_pytest.pytest_detail)
    report = log.with_suffix(".xml")
    if not report.exists():
        raise Problem(f"{name}: pytest has left no report.", f"See {log}.")
    return outcomes.read(report)


def _template(odoo, more, ours):
    if ours:
        base = database.template_with_addons(odoo, addons.names())
    else:
        base = database.template(odoo)
    return database.template_with_more(base, more) if more else base
