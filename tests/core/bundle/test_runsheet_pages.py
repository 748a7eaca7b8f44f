"""Printed by a real browser, where there is one, the run sheet of ten modules is two pages on either target."""

from __future__ import annotations

import itertools
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from core.model.device import Share
from tests.core.bundle.test_runsheet import SHARES, migrated, pages, short
from tests.core.report.test_browser import BROWSER
from tests.paths import SAMPLE
from tests.sampling import sampled

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


PLATFORMS = ("kubernetes", "linux-vm")
SAMPLE_SHARES = tuple(Share(name=name) for name in ("models", "camera-in", "camera-out", "historian"))


@pytest.mark.parametrize(("platform", "paper"), sampled(itertools.product(PLATFORMS, ("A4", "letter")), 2))
def test_the_sample_is_two_pages(tmp_path: Path, platform: str, paper: str) -> None:
    sheet = pages(migrated(SAMPLE.read_bytes(), "fpga-site.json", platform=platform, shares=SAMPLE_SHARES))
    assert count(sheet["runsheet.html"], tmp_path, paper) == 2


@pytest.mark.parametrize(("platform", "paper"), sampled(itertools.product(PLATFORMS, ("letter", "A4")), 2))
def test_ten_modules_are_two_pages(tmp_path: Path, platform: str, paper: str) -> None:
    device: dict[str, Any] = {"shares": SHARES} if platform == "kubernetes" else {"platform": platform}
    assert count(pages(migrated(TEN, "site.json", **device))["runsheet.html"], tmp_path, paper) == 2


def count(sheet: bytes, tmp_path: Path, paper: str) -> int:
    """The number of pages of a printed sheet."""
    page, printed = tmp_path / "runsheet.html", tmp_path / "runsheet.pdf"
    page.write_bytes(sheet.replace(b"@page { margin: 6mm; }", f"@page {{ margin: 6mm; size: {paper}; }}".encode()))
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={printed}", page.as_uri()],
        capture_output=True,
        timeout=120,
        check=True,
    )
    return len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes()))
