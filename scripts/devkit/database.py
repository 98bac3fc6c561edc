"""Databases with Odoo in them, their templates and their files.

Every database made here carries a comment with the checkout's name; one without
it is somebody else's and is never touched.
"""

import contextlib
import os
import re
import shutil

from . import addons, fingerprint, odoo_run, postgres
from .errors import Problem
from .locks import lock
from .paths import DATA_DIR, LOGS, REPO, REPO_ID

# Odoo's runner begins with it on each copy that has tests over HTTP; half a minute.
PREGENERATE = """
env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
"""
MARK = f"made by the scripts of {REPO}"


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def literal(text):
    return "'" + text.replace("'", "''") + "'"


def exists(name):
    return bool(
        postgres.query(f"SELECT 1 FROM pg_database WHERE datname = {literal(name)}")
    )


def marked():
    """Names of all databases these scripts made."""
    sql = (
        "SELECT datname FROM pg_database "
        f"WHERE shobj_description(oid, 'pg_database') = {literal(MARK)}"
    )
    return [row[0] for row in postgres.query(sql)]


def require_ours(name):
    if name not in marked():
        raise Problem(
            f"The database {name} exists, but these scripts did not make it.",
            "it is left alone so that nothing of yours is lost.",
            "Choose another name with --database NAME.",
        )


def filestore(name):
    return DATA_DIR / "filestore" / name


def create(name, template="template0"):
    postgres.query(f"CREATE DATABASE {quoted(name)} TEMPLATE {quoted(template)}")
    postgres.query(f"COMMENT ON DATABASE {quoted(name)} IS {literal(MARK)}")
    if filestore(template).exists():
        shutil.copytree(filestore(template), filestore(name), dirs_exist_ok=True)


def drop(name):
    # WITH (FORCE) fails while PostgreSQL itself is vacuuming; without, it breaks off.
    postgres.query(
        "SELECT PG_TERMINATE_BACKEND(pid) FROM pg_stat_activity"
        f" WHERE datname = {literal(name)} AND usename = CURRENT_USER"
    )
    postgres.query(f"DROP DATABASE IF EXISTS {quoted(name)}")
    shutil.rmtree(filestore(name), ignore_errors=True)
    fingerprint.forget(f"database-{name}")


@contextlib.contextmanager
def scratch(template, purpose):
    """A copy of ``template`` that is dropped at the end."""
    _drop_abandoned()
    name = f"cs_{purpose}_{REPO_ID}_run{os.getpid()}"
    create(name, template)
    try:
        yield name
    finally:
        drop(name)


def _drop_abandoned():
    """Scratch databases of commands that were killed before they could drop them."""
    with lock("abandoned"):
        for name in marked():
            pid = re.search(r"_run(\d+)$", name)
            if pid and not os.path.exists(f"/proc/{pid[1]}"):
                drop(name)


def template(odoo, demo=False):
    """The stock modules the add-ons need, installed once and then copied."""
    modules = addons.stock_dependencies()
    return _template(
        f"cs_{'demo' if demo else 'stock'}_{REPO_ID}",
        fingerprint.of_text(odoo.fingerprint(), *modules),
        lambda name: _install(
            name, modules, "Preparing a database with Odoo's modules", demo
        ),
    )


def template_with_addons(odoo, modules=None, demo=False):
    """The same with our add-ons (or only some), already installed."""
    modules = addons.with_ours_needed(modules or addons.require())
    base = template(odoo, demo)
    codes = [addons.code_fingerprint(module) for module in modules]
    kind = "filled" if demo else "ready"
    return _template(
        f"cs_{kind}_{REPO_ID}_{fingerprint.of_text(*modules)[:4]}",
        fingerprint.of_text(base, *modules, *codes),
        lambda name: _install(name, modules, "Installing the add-ons", demo),
        base,
    )


def template_with_assets(base):
    """The template ``base`` with its assets built, for tests in a browser."""
    label = "Preparing assets"
    return _template(
        base.rpartition("_")[0].replace("cs_", "cs_assets_", 1),
        fingerprint.of_text(base),
        lambda name: odoo_run.run_in_shell(
            name, PREGENERATE, label, template_log(name)
        ),
        base,
    )


def template_with_more(base, modules):
    """The template ``base`` with more modules of Odoo's."""
    kind = fingerprint.of_text(base.rpartition("_")[0], *modules)[:4]
    return _template(
        f"cs_more_{REPO_ID}_{kind}",
        fingerprint.of_text(base, *modules),
        lambda name: _install(name, modules, f"Adding {', '.join(modules)}"),
        base,
    )


def template_log(name):
    """What Odoo wrote while the template was made; kept as long as the template."""
    return LOGS / f"template-{name}.log"


def _template(prefix, state, fill, base="template0"):
    with lock(prefix):
        return _make_template(prefix, state, fill, base)


def _make_template(prefix, state, fill, base):
    name = f"{prefix}_{state[:8]}"
    known = f"database-{name}"
    if fingerprint.recall(known) and exists(name) and template_log(name).exists():
        return name
    for old in marked():
        if old.startswith(f"{prefix}_"):
            drop(old)
            template_log(old).unlink(missing_ok=True)
    template_log(name).unlink(missing_ok=True)
    create(name, base)
    try:
        fill(name)
    except BaseException:
        drop(name)
        raise
    fingerprint.remember(known, state)
    return name


def _install(name, modules, label, demo=False):
    log = template_log(name)
    args = ["server", "-d", name, "-i", ",".join(modules), "--stop-after-init"]
    odoo_run.run([*args, "--no-http", *(["--with-demo"] if demo else [])], label, log)
