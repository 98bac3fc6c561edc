"""An eleventh axis and a seventh signal: how many files they take, and that all the
rest follows.

A copy of the add-on gets a season: winter or summer, by the month of the last order;
and a signal: met at a fair, as the reference of a contact says. Both are written where
DEVELOP.md says, and nowhere else.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from devkit import database, environment, odoo_config, odoo_run, paths, postgres
from devkit.python_env import PYTHON

ADDON = "client_segmentation"
WORKER = Path(__file__).with_name("new_axis_worker.py")
AXES = "models/core/segment_axes.py"
SEASON = """
SEASON = Axis(
    column="season",
    label="Season",
    help="Whether the client has last bought in summer or in winter.",
    filter_prefix="season_",
    classes=(
        AxisClass("summer", "Summer", 3, filter="Bought in Summer"),
        AxisClass("winter", "Winter", 4, filter="Bought in Winter"),
    ),
)
AXES = ("""
LABEL = '''

def season(parameters, cut_offs):
    """Winter or summer, by the month of the last order."""
    return SQL(
        """
        CASE WHEN facts.last_order IS NULL THEN NULL
             WHEN EXTRACT(MONTH FROM facts.last_order) BETWEEN 4 AND 9 THEN 'summer'
             ELSE 'winter' END
        """
    )
'''
FAIR = """WARM_SIGNALS = (
    WarmSignal("fair", "Met at a fair"),"""
SELECT_FAIRS = """
def _select_fairs(parameters):
    return SQL(
        "SELECT id AS partner_id, 'fair' AS signal, create_date AS moment"
        " FROM res_partner WHERE ref = 'fair'"
    )


SELECT_BY_KIND = {
    "fair": _select_fairs,"""
NEW_AXIS = {
    AXES: lambda text: text.replace("\nAXES = (", SEASON + "\n    SEASON,", 1),
    "sql/core/labels.py": lambda text: text + LABEL,
}
NEW_SIGNAL = {
    "models/signals/warm_signals.py": lambda text: text.replace(
        "WARM_SIGNALS = (", FAIR, 1
    ),
    "sql/signals/signals.py": lambda text: text.replace(
        "SELECT_BY_KIND = {", SELECT_FAIRS, 1
    ),
}
# What names an axis and is no code of it: words, their translations, who has been
# there before, and tests.
NO_CODE = ("i18n/", "migrations/", "readme/", "README.rst", "tests/", "static/tests/")
# Beside those above: its arithmetic, its card of the explanation and what is put into
# it, its colour, its thresholds and their place on screen.
MOST_FILES = 8


@pytest.fixture(scope="module")
def odoo():
    with pytest.MonkeyPatch.context() as patch:
        # A private server, not one of the user's, though scripts/test names it so.
        if os.environ.get("PGHOST") == str(postgres.PrivateCluster().socket_folder):
            for variable in [key for key in os.environ if key.startswith("PG")]:
                patch.delenv(variable)
        yield environment.ensure()


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The folder of add-ons in which one has an axis and a signal more."""
    folder = tmp_path_factory.mktemp("addons")
    for name in (ADDON, "key_account_dossier", "loyalty_program"):
        shutil.copytree(paths.REPO / name, folder / name)
    for name, edit in {**NEW_AXIS, **NEW_SIGNAL}.items():
        file = folder / ADDON / name
        text = file.read_text()
        file.write_text(edit(text))
        assert file.read_text() != text, name
    return folder


@pytest.fixture(scope="module")
def answers(odoo, changed, tmp_path_factory):
    """What the add-on with the new axis says after an ordinary update."""
    template = database.template_with_addons(odoo)
    config = tmp_path_factory.mktemp("config") / "odoo.conf"
    config.write_text(
        re.sub(
            rf"(addons_path = .*){re.escape(str(paths.REPO))}\n",
            rf"\g<1>{changed}\n",
            paths.ODOO_CONF.read_text(),
        )
    )
    env = {**odoo_config.odoo_environment(), "ODOO_RC": str(config)}
    with database.scratch(template, "axis") as name:
        update = ["-d", name, "-u", ADDON, "--stop-after-init", "--no-http"]
        _run(odoo_run.command(*update, "--log-level=warn"), env)
        return json.loads(_run([PYTHON, WORKER, name], env).splitlines()[-1])


def _run(command, env):
    result = subprocess.run(
        list(map(str, command)), env=env, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr[-3000:]
    assert not re.search(r" (WARNING|ERROR) ", result.stderr), result.stderr[-3000:]
    return result.stdout


@pytest.mark.parametrize(
    "part",
    [
        *("column", "contacts", "search", "group", "documents", "views", "labels"),
        *("translations", "tags", "pin_and_history", "publication", "switch"),
        "signal",
    ],
)
def test_everything_follows_from_descriptions(answers, part):
    assert answers[part]


@pytest.mark.parametrize("edits", [NEW_AXIS, NEW_SIGNAL])
def test_that_takes_two_files(edits):
    assert len(edits) == 2


@pytest.mark.parametrize("column", ["is_key", "is_mono", "buyer_type"])
def test_files_that_name_an_axis(column):
    """Those of the add-on that have to do with a simple axis there is already."""
    prefixes = "segment_|axis_|group_segment_|use_|publish_|segment_tag_"
    named = re.compile(rf"\b({prefixes})?{column}\b")
    found = [
        str(path.relative_to(paths.REPO / ADDON))
        for path in sorted((paths.REPO / ADDON).rglob("*"))
        if path.suffix in {".py", ".xml", ".csv", ".js", ".scss"}
        and not str(path.relative_to(paths.REPO / ADDON)).startswith(NO_CODE)
        and named.search(path.read_text())
    ]
    assert AXES in found
    assert len(found) <= MOST_FILES, found
