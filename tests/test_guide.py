"""The guide and the README: every picture and page they name is there, small enough, and of the size of a laptop."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from tests.paths import ROOT

PAGES = (ROOT / "README.md", ROOT / "docs" / "guide.md")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).is_file(), target


def test_pictures_are_shown_and_small() -> None:
    shown = {(page.parent / target).resolve() for page in PAGES for target in LINK.findall(page.read_text("utf-8"))}
    pictures = sorted((ROOT / "docs" / "images").glob("*.png"))
    assert [path.name for path in pictures if path not in shown] == []
    for path in pictures:
        data = path.read_bytes()
        assert len(data) < 100_000, path.name
        assert struct.unpack(">II", data[16:24]) == (1366, 768), path.name
