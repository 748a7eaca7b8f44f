"""Printed by a real browser, where there is one, the run sheet of ten modules is two pages on either target."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.core.bundle.test_runsheet import SHARES, migrated, pages, short
from tests.core.report.test_browser import BROWSER

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
TEN = short(
    **{
        f"module-{number}": {
            "createOptions": {
                "HostConfig": {
                    "Binds": [f"/home/hcsshares/share-{number % 3}:/data"],
                    "PortBindings": {f"80{number:02}/tcp": [{"HostPort": f"80{number:02}"}]},
                }
            }
        }
        for number in range(10)
    }
)


@pytest.mark.parametrize(
    ("device", "paper"),
    [(device, paper) for device in ({"shares": SHARES}, {"platform": "linux-vm"}) for paper in ("A4", "letter")],
    ids=["kubernetes A4", "kubernetes letter", "linux-vm A4", "linux-vm letter"],
)
def test_ten_modules_are_two_pages(tmp_path: Path, device: dict[str, Any], paper: str) -> None:
    sheet = pages(migrated(TEN, "site.json", **device))["runsheet.html"]
    page, printed = tmp_path / "runsheet.html", tmp_path / "runsheet.pdf"
    page.write_bytes(sheet.replace(b"@page { margin: 6mm; }", f"@page {{ margin: 6mm; size: {paper}; }}".encode()))
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={printed}", page.as_uri()],
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes())) == 2
