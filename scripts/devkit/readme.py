"""README.rst of each add-on, which Odoo shows in its list of apps."""

import argparse
import ast

import pypandoc

from . import addons
from .console import say
from .paths import REPO

SECTIONS = (
    ("DESCRIPTION", None),
    ("CONTEXT", "Use Cases"),
    ("CONFIGURE", "Configuration"),
    ("USAGE", "Usage"),
    ("ROADMAP", "Known Issues and Roadmap"),
    ("DEVELOP", "Development"),
    ("HISTORY", "Changelog"),
    ("CONTRIBUTORS", "Contributors"),
)
NOTE = ".. Made from the fragments in readme/ by scripts/readme; edit those.\n\n"


def main(argv):
    parser = argparse.ArgumentParser(prog="scripts/readme", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing, fail if a file is old"
    )
    check = parser.parse_args(argv).check
    old = [name for name in addons.require() if _is_old(REPO / name, check)]
    for name in old:
        say(f"{name}/README.rst {'is not up to date' if check else 'written'}")
    return 1 if check and old else 0


def _is_old(addon, check):
    path = addon / "README.rst"
    text = _render(addon)
    if path.exists() and path.read_text() == text:
        return False
    if not check:
        path.write_text(text)
    return True


def _render(addon):
    manifest = ast.literal_eval((addon / "__manifest__.py").read_text())
    parts = [f"# {manifest['name']}"]
    for fragment, title in SECTIONS:
        path = addon / "readme" / f"{fragment}.md"
        if path.exists():
            # Headings within a fragment become those of a section.
            text = path.read_text().replace("\n## ", "\n### ")
            text = "#" + text if text.startswith("## ") else text
            parts += [f"## {title}" if title else "", text]
    markdown = "\n\n".join(parts)
    arguments = ["--columns=88", "--wrap=auto"]
    return NOTE + pypandoc.convert_text(
        markdown, "rst", format="markdown-smart", extra_args=arguments
    )
