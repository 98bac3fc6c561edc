"""Where Odoo 19.0 comes from.

In this order: ODOO_PATH, an ``odoo`` that the running Python can import, the
package of the distribution's development suite unpacked into ``.local/odoo``.
That package is not installed: it would pull in that suite's Python.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from . import fingerprint
from .console import Progress, warn
from .errors import Problem
from .paths import LOCAL, ODOO_TREE
from .process import output, run_step, setup_log

SERIES = "19.0"
PACKAGE = "odoo-19"
# Odoo's files are symbolic links into these.
LINKED_PACKAGES = (
    "fonts-glyphicons-halflings",
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
)
# The development suite has a later major version with other file names.
STABLE_PACKAGES = ("fonts-font-awesome",)
PACKAGED_ROOT = ODOO_TREE / "usr/lib/python3/dist-packages"
RELEASES = {
    # distribution: (development suite, components, keyrings)
    "debian": ("sid", "main", "debian-archive-keyring"),
    "ubuntu": ("devel", "main universe", "ubuntu-archive-keyring"),
}
POINT_HERE = (
    "If you have an Odoo 19.0, point to it: ODOO_PATH=/path/to/odoo (the folder "
    "that contains odoo-bin or the odoo package)."
)


class OdooSource:
    def __init__(self, root):
        self.root = root
        self.package = root / "odoo"

    def version(self):
        text = (self.package / "release.py").read_text()
        found = re.search(r"version_info = \((\d+), (\d+)", text)
        return f"{found[1]}.{found[2]}" if found else "unknown"

    def addons_paths(self):
        """A checkout has most of its add-ons beside ``odoo``, a package inside."""
        inside, beside = self.package / "addons", self.root / "addons"
        return [inside] if (inside / "web").exists() else [inside, beside]

    def fingerprint(self):
        head = self.root / ".git/HEAD"
        commit = ""
        if head.exists():
            commit = output(["git", "-C", self.root, "rev-parse", "HEAD"], check=False)
        release = (self.package / "release.py").read_text()
        return fingerprint.of_text(self.root, release, commit)


def ensure():
    """The Odoo to use, downloaded if there is none."""
    source = _from_variable() or _importable() or _packaged()
    if source is None:
        _download()
        source = _packaged()
    if source.version() != SERIES:
        raise Problem(
            f"Odoo {SERIES} is needed, but {source.root} is {source.version()}.",
            "the add-ons are written for that series only.",
            POINT_HERE,
        )
    return source


def _from_variable():
    value = os.environ.get("ODOO_PATH")
    if not value:
        return None
    path = Path(value).expanduser().resolve()
    for root in (path, path.parent):
        if (root / "odoo/release.py").exists():
            return OdooSource(root)
    raise Problem(
        f"ODOO_PATH={value} is not an Odoo.",
        f"there is no {path}/odoo/release.py.",
        POINT_HERE,
    )


def _importable():
    # In another process: the file found may not be importable by this Python.
    code = "import odoo.release as r; print(r.__file__, r.major_version)"
    env = {key: value for key, value in os.environ.items() if key != "PYTHONHOME"}
    result = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd="/", capture_output=True, text=True
    )
    file, _space, version = result.stdout.strip().rpartition(" ")
    if version != SERIES:
        return None
    return OdooSource(Path(file).parents[1])


def _packaged():
    if (PACKAGED_ROOT / "odoo/release.py").exists():
        return OdooSource(PACKAGED_ROOT)
    return None


def _download():
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise Problem(
            "There is no Odoo, and no apt-get to get it with.",
            "Odoo is taken from Debian's or Ubuntu's package archive.",
            POINT_HERE,
        )
    archive = PackageArchive()
    packages = archive.download()
    _unpack(packages)
    shutil.rmtree(archive.folder)


class PackageArchive:
    """The development suite of the machine's own archive, with lists of its own.

    Nothing of the system's apt is changed; the signature of the suite is checked
    with the distribution's keyring.
    """

    def __init__(self):
        release = os_release()
        kin = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
        self.distribution = next((name for name in kin if name in RELEASES), None)
        if not self.distribution:
            raise Problem(
                f"No Odoo package is known for {release.get('PRETTY_NAME', 'this')}.",
                f"only for {' and '.join(RELEASES)}.",
                POINT_HERE,
            )
        self.suite, self.components, keyring = RELEASES[self.distribution]
        self.codename = release.get("VERSION_CODENAME") or self.suite
        self.keyring = self._keyring(keyring)
        self.mirror = machine_mirror(self.codename)
        self.folder = LOCAL / "apt"

    @staticmethod
    def _keyring(name):
        for suffix in (".gpg", ".pgp"):
            path = Path("/usr/share/keyrings", name + suffix)
            if path.exists():
                return path
        raise Problem(
            f"The keyring {name} is missing.",
            "without it the signature of the packages cannot be checked.",
            f"As root: apt-get install {name.replace('-archive', '')}\n{POINT_HERE}",
        )

    def looked_for(self):
        return (
            f"package {PACKAGE}, suite {self.suite}, mirror {self.mirror} "
            "(from this machine's apt configuration)"
        )

    def download(self):
        self._write_sources()
        log = setup_log("odoo-download")
        todo = (
            f"Looked for: {self.looked_for()}.\nCheck that the network and the "
            f"mirror are there and run this again.\n{POINT_HERE}"
        )
        update = [*self._apt("apt-get"), "update", "--error-on=any"]
        run_step(update, "Reading the list of Odoo packages", log, todo)
        wanted = [PACKAGE, *LINKED_PACKAGES]
        wanted += [f"{name}/{self.codename}" for name in STABLE_PACKAGES]
        command = [*self._apt("apt-get"), "download", *wanted]
        run_step(command, "Downloading Odoo (130 MB)", log, todo, cwd=self.folder)
        return sorted(self.folder.glob("*.deb"))

    def _write_sources(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        for name in ("lists/partial", "cache/archives/partial"):
            (self.folder / name).mkdir(parents=True)
        suites = dict.fromkeys([self.suite, self.codename])
        lines = [
            f"deb [signed-by={self.keyring}] {self.mirror} {suite} {self.components}"
            for suite in suites
        ]
        (self.folder / "sources.list").write_text("\n".join(lines) + "\n")

    def _apt(self, program):
        options = {
            "Dir::Etc::SourceList": self.folder / "sources.list",
            "Dir::Etc::SourceParts": "/dev/null",
            "Dir::Etc::Preferences": "/dev/null",
            "Dir::Etc::PreferencesParts": "/dev/null",
            "Dir::State::Lists": self.folder / "lists",
            "Dir::Cache": self.folder / "cache",
            "Acquire::Languages": "none",
            "Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled": "false",
            "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled": "false",
            "APT::Default-Release": "",
            # No other user may be able to write below this folder.
            "APT::Sandbox::User": "root",
        }
        settings = [f"{name}={value}" for name, value in options.items()]
        return [program, *(part for line in settings for part in ("-o", line))]


def os_release():
    values = {}
    for line in Path("/etc/os-release").read_text().splitlines():
        name, _equals, value = line.partition("=")
        values[name] = value.strip('"')
    return values


def machine_mirror(codename):
    """The archive this machine's apt takes its release from."""
    # What an update would fetch: known even where no list was fetched yet.
    listed = output(["apt-get", "update", "--print-uris"], check=False)
    found = re.search(rf"^'(\S+?)/dists/{re.escape(codename)}/", listed, re.MULTILINE)
    if found:
        return found[1]
    raise Problem(
        "This machine's apt knows no archive to take Odoo from.",
        f"none of its sources has the release {codename}.",
        f"Correct /etc/apt/sources.list or sources.list.d.\n{POINT_HERE}",
    )


def _unpack(packages):
    unpacked = ODOO_TREE.with_suffix(".new")
    shutil.rmtree(unpacked, ignore_errors=True)
    unpacked.mkdir(parents=True)
    with Progress("Unpacking Odoo") as progress:
        for package in packages:
            progress.tick()
            output(["dpkg-deb", "-x", package, unpacked])
        _repair(unpacked)
    shutil.rmtree(ODOO_TREE, ignore_errors=True)
    unpacked.rename(ODOO_TREE)


def _repair(tree):
    """Make up for what the package leaves out or links to a file that moved."""
    addons = tree / PACKAGED_ROOT.relative_to(ODOO_TREE) / "odoo/addons"
    # Blurs the background of video calls; without the file no page has its scripts.
    blur = addons / "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    blur.parent.mkdir(parents=True, exist_ok=True)
    blur.touch()
    font = addons / "point_of_sale/static/src/fonts/Inconsolata.otf"
    if font.is_symlink() and not font.exists():
        _relink(font, tree, "Inconsolata-Regular.otf")
    for link in addons.rglob("*"):
        if link.is_symlink() and not link.exists():
            warn(f"Odoo's file {link.relative_to(addons)} is missing in the package.")


def _relink(link, tree, name):
    found = next((tree / "usr/share/fonts").rglob(name), None)
    if found:
        link.unlink()
        link.symlink_to(os.path.relpath(found, link.parent))
