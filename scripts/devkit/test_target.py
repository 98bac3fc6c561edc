"""What the user asked scripts/test to run."""

import dataclasses

from . import addons
from .errors import Problem
from .paths import REPO

TOOLING = "scripts/tests"


@dataclasses.dataclass
class Target:
    modules: list  # that have to be installed
    tags: str = ""  # for Odoo's runner
    paths: list = dataclasses.field(default_factory=list)  # for pytest with Odoo
    tooling: list = dataclasses.field(default_factory=list)  # for pytest without
    everything: bool = False


def parse(text, odoo_runner=False):
    if not text:
        modules = addons.require()
        return Target(modules, paths=modules, tooling=[TOOLING], everything=True)
    module, _colon, test = text.strip("/").partition(":")
    if module in addons.names() and (test or odoo_runner):
        return Target([module], tags=f"/{text.strip('/')}")
    if module in addons.names():
        return Target([module], paths=[module])
    file = text.partition("::")[0]
    if (REPO / file).exists():
        owner = [name for name in addons.names() if file.startswith(f"{name}/")]
        return Target(owner, paths=[text]) if owner else Target([], tooling=[text])
    raise Problem(
        f"There is nothing to test under the name {text}.",
        f"it is neither one of the add-ons ({', '.join(addons.names())}) nor a file.",
        "Examples: scripts/test client_segmentation\n"
        "  scripts/test client_segmentation/tests/test_x.py::TestX::test_y\n"
        "  scripts/test client_segmentation:TestX.test_y",
    )
