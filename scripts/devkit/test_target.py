"""What the user asked scripts/test to run."""

import dataclasses

from . import addons
from .errors import Problem
from .paths import REPO


@dataclasses.dataclass
class Target:
    modules: list  # that have to be installed
    tags: str = ""  # for Odoo's runner
    paths: list = dataclasses.field(default_factory=list)  # for pytest
    tooling: bool = False  # pytest of scripts/tests, without Odoo
    everything: bool = False


def parse(text):
    if not text:
        modules = addons.require()
        tags = ",".join(f"/{name}" for name in modules)
        return Target(modules, tags, modules, everything=True)
    if text.rstrip("/") in addons.names():
        module = text.rstrip("/")
        return Target([module], f"/{module}", [module])
    file = text.partition("::")[0]
    if (REPO / file).exists():
        owner = [name for name in addons.names() if file.startswith(f"{name}/")]
        return Target(owner, paths=[text], tooling=not owner)
    module = text.lstrip("/").partition(":")[0]
    if ":" in text and module in addons.names():
        return Target([module], f"/{text.lstrip('/')}")
    raise Problem(
        f"There is nothing to test under the name {text}.",
        f"it is neither one of the add-ons ({', '.join(addons.names())}) nor a file.",
        "Examples: scripts/test client_segmentation\n"
        "  scripts/test client_segmentation/tests/test_x.py::TestX::test_y\n"
        "  scripts/test client_segmentation:TestX.test_y",
    )
