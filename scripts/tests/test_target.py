import pytest
from devkit import addons, test_run, test_stages, test_target
from devkit.errors import Problem

ADDON = "client_segmentation"


def names(*argv):
    """The stages of a command, by their functions and what they are given."""
    options = test_run.parse(list(argv))
    target = test_target.parse(options.target, options.odoo_runner)
    run = test_stages.Run(None, target, None, options.fast)
    return [
        (
            getattr(stage, "func", stage).__name__,
            *getattr(stage, "keywords", {}).values(),
        )
        for stage in test_run._stages(run, options)
    ]


def test_each_test_once():
    """By pytest those of each add-on, by Odoo's runner those in a browser."""
    found = names()
    for addon in addons.names():
        assert ("of_module", addon) in found
        assert ("click_everywhere", addon) in found
    assert found.count(("browser_tests",)) == 1
    assert ("all_tests",) not in found
    assert len(found) == len(set(found))


@pytest.mark.parametrize("options", [(), ("--odoo-runner",)])
def test_two_begin_at_once(options):
    """One prepares a database without demo data, the other one with them."""
    (first,), (second, _module), *others = names(*options)
    assert first in ("browser_tests", "all_tests")
    assert second == "click_everywhere"
    assert others


def test_one_stage_more_than_processors(monkeypatch):
    for processors, lanes in ((2, 3), (1, 2), (None, 2), (64, 5)):
        monkeypatch.setattr(test_run.os, "cpu_count", lambda count=processors: count)
        assert test_run.parse([]).lanes == lanes


def test_all_in_the_runner_of_odoo():
    found = names("--odoo-runner")
    assert ("all_tests",) in found
    assert not {"of_module", "browser_tests"} & {name for name, *_more in found}


def test_without_browser():
    found = {name for name, *_more in names("--fast")}
    assert found == {"of_module", "linters", "tooling"}


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ([ADDON], "of_target pytest"),
        ([ADDON, "--odoo-runner"], "of_target odoo"),
        ([f"{ADDON}:TestX.test_y"], "of_target odoo"),
        ([f"{ADDON}/__init__.py"], "of_target pytest"),
        (["scripts/tests/test_target.py::names"], "tooling pytest"),
    ],
)
def test_stage_of_a_part(argv, expected):
    options = test_run.parse(argv)
    target = test_target.parse(options.target, options.odoo_runner)
    [stage] = test_stages.of_target(test_stages.Run(None, target, None))
    module = stage.__module__.rpartition("_")[2]
    assert f"{stage.__name__} {module}" == expected


def test_unknown():
    with pytest.raises(Problem, match="nothing to test under the name nowhere"):
        test_target.parse("nowhere")
