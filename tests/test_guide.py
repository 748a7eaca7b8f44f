"""The guide and the README: every picture and page they name is there, small enough, and of the size of a laptop."""

from __future__ import annotations

import importlib.util
import re
import struct
import sys
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


def test_the_pictures_remove_no_folder_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", list(sys.path))  # the program adds its own folders
    spec = importlib.util.spec_from_file_location("guide_pictures", ROOT / "packaging" / "guide_pictures.py")
    assert spec is not None and spec.loader is not None
    pictures = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pictures)
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "file").touch()
    with pytest.raises(SystemExit), pictures.own_folder(tmp_path / "theirs"):
        pass
    assert (tmp_path / "theirs" / "file").exists()
    with pictures.own_folder(tmp_path / "own") as own:
        (own / "file").touch()
    assert not own.exists()
