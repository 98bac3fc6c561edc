"""Workbooks recomputed by an engine that is not ours."""

import io
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
# LibreOffice trusts the values in a file unless it is told to compute them
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def load(content, **options):
    import openpyxl  # noqa: PLC0415

    return openpyxl.load_workbook(io.BytesIO(content), **options)


def recompute(content, sheet, first_row, changes=()):
    """Change inputs, found by their labels from ``first_row`` of ``sheet`` on, and
    have LibreOffice compute what follows.

    Saved by openpyxl, the file has no values beside its formulas: whatever is found
    in it afterwards was computed.
    """
    if not OFFICE:
        raise unittest.SkipTest("LibreOffice is not installed")
    book = load(content)
    labels = {row[0].value: row[1] for row in book[sheet].iter_rows(min_row=first_row)}
    for label, value in dict(changes).items():
        labels[label].value = value
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "profile")
        (profile / "user").mkdir(parents=True)
        (profile / "user/registrymodifications.xcu").write_text(SETTINGS)
        book.save(Path(folder, "book.xlsx"))
        command = [OFFICE, f"-env:UserInstallation={profile.as_uri()}"]
        command += ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
        command += ["--outdir", f"{folder}/out", f"{folder}/book.xlsx"]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        done = Path(folder, "out/book.xlsx").read_bytes()
    return load(done, data_only=True)
