import importlib.util
import sys

from devkit.pytest_coverage import ProbedFinder, make_probes

RULES = """\
def get_class(amount):
    if amount > 100:
        return "a"
    return "b"


def get_weight(amount):
    raise NotImplementedError
"""


def import_probed(folder, name="odoo.addons.shop.rules"):
    (folder / "rules.py").write_text(RULES)
    probes = make_probes()
    spec = ProbedFinder(probes, ["shop"]).find_spec(name, [str(folder)])
    if not spec:
        return probes, None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return probes, module


def get_reached(probes):
    (file,) = probes.get_coverage()["files"].values()
    return file


def test_lines_and_branches(tmp_path):
    probes, rules = import_probed(tmp_path)
    for _time in range(3):
        assert rules.get_class(5) == "b"
    file = get_reached(probes)
    assert file["executed_lines"] == [1, 2, 4, 7]
    assert file["missing_lines"] == [3]
    assert file["executed_branches"] == [(2, 4)]
    assert file["missing_branches"] == [(2, 3)]
    assert rules.get_class(500) == "a"
    assert not get_reached(probes)["missing_lines"]
    assert not get_reached(probes)["missing_branches"]


def test_code_of_others_is_left_alone(tmp_path):
    for name in ("odoo.addons.shop_more.rules", "odoo.addons.shop.tests.rules"):
        _probes, module = import_probed(tmp_path, name)
        assert module is None


def test_no_tracer(tmp_path):
    before = sys.gettrace()
    import_probed(tmp_path)
    assert sys.gettrace() is before
