"""A demo database of the version before is brought to this one: nothing is lost."""

import shutil

from . import database, odoo_run, postgres
from .paths import LOCAL, REPO
from .process import output, shown
from .test_result import Result, count_skipped

# The version before, and the commit it was released from
PREVIOUS = "19.0.1.1.0"
COMMIT = "9f10d87eedf5"
MODULES = ["client_segmentation", "key_account_dossier", "loyalty_program"]
# Models of the version before that this one does without, and why
GONE = {
    "client.segment.touch": "each run looks at the same clients",
    "client.segment.source": "the same; abstract",
}
SELECT_MODELS = """
    SELECT DISTINCT model.model
      FROM ir_model model
      JOIN ir_model_data known
        ON known.model = 'ir.model' AND known.res_id = model.id
      JOIN pg_class ON pg_class.relname = REPLACE(model.model, '.', '_')
                   AND pg_class.relkind = 'r'
     WHERE known.module IN ('client_segmentation', 'key_account_dossier',
                            'loyalty_program')
       AND NOT model.transient
       AND model.model LIKE ANY(ARRAY['client.%', 'key.account.%', 'loyalty.%'])
"""
SELECT_CLASSES = """
    SELECT partner_id, company_id, temperature, abc, xyz, tier, is_key, is_mono, rfm,
           is_active, buyer_type, is_stalling
      FROM client_segment
  ORDER BY partner_id, company_id
"""


def upgrade(run):
    result = Result(f"Upgrade from {PREVIOUS}")
    previous = _get_previous()
    if not previous:
        count_skipped(result, COMMIT, "not in this clone; it has no history")
        return result
    template = database.template(run.odoo, demo=True)
    with database.scratch(template, "upgrade") as name:
        if not _install_previous(run, result, name, previous):
            return result
        before = _count_rows(name), _get_classes(name)
        if _upgrade(run, result, name):
            _compare(result, before, (_count_rows(name), _get_classes(name)))
    return result


def _get_previous():
    """The folder with the add-ons of the version before, or None."""
    folder = LOCAL / f"previous-{COMMIT}"
    git = ["git", "-c", f"safe.directory={REPO}", "-C", REPO]
    if not output([*git, "rev-parse", "-q", "--verify", COMMIT], check=False).strip():
        return None
    if not folder.exists():
        archive = LOCAL / f"previous-{COMMIT}.tar"
        output([*git, "archive", "-o", archive, COMMIT, *MODULES])
        shutil.unpack_archive(archive, folder, "tar")
        archive.unlink()
    return folder


def _install_previous(run, result, name, previous):
    paths = ",".join(str(path) for path in [*run.odoo.addons_paths(), previous])
    args = ["server", "-d", name, "--stop-after-init", "--no-http", "--with-demo"]
    args += [f"--addons-path={paths}", "-i", ",".join(MODULES)]
    log = run.log("upgrade-before")
    code = odoo_run.attempt(args, f"Installing {PREVIOUS} with demo data", log)
    result.check(code and f"{PREVIOUS} could not be installed, see {shown(log)}")
    return not code


def _upgrade(run, result, name):
    args = ["server", "-d", name, "--stop-after-init", "--no-http"]
    log = run.log("upgrade")
    code = odoo_run.attempt(
        [*args, "-u", ",".join(MODULES)], f"Upgrading from {PREVIOUS}", log
    )
    result.check(code and f"the upgrade failed, see {shown(log)}")
    result.check_log(log.read_text())
    return not code


def _count_rows(name):
    """``{model: rows}`` of the add-ons' own models"""
    models = [row[0] for row in postgres.query(SELECT_MODELS, name)]
    counts = " UNION ALL ".join(
        f"SELECT '{model}', COUNT(*) FROM {model.replace('.', '_')}" for model in models
    )
    return {model: int(rows) for model, rows in postgres.query(counts, name)}


def _get_classes(name):
    return postgres.query(SELECT_CLASSES, name)


def _compare(result, before, after):
    rows_before, classes_before = before
    rows_after, classes_after = after
    for model, rows in sorted(rows_before.items()):
        if model not in GONE:
            lost = rows - rows_after.get(model, 0)
            result.check(lost > 0 and f"{model}: {lost} of {rows} records are lost")
    kept = classes_before == classes_after
    result.check(not kept and "classes of clients have changed by the upgrade")
