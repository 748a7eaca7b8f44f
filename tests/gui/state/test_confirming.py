"""Confirming in the window writes over no file that it was given."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.bundle.write import ExportError
from core.cli.main import main
from gui.state.confirming import _confirmed
from tests.paths import ROOT

GIVEN = ROOT / "tests" / "golden" / "bundle" / "given"


def test_an_output_inside_the_folder_is_not_written_over(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert (
        main(["convert", str(GIVEN / "bottling.json"), "--decisions", str(GIVEN / "decisions.json"), "--out", str(out)])
        == 0
    )
    paste = out / "confirmation.md"
    paste.write_bytes((GIVEN / "devices.txt").read_bytes())
    before = paste.read_bytes()
    with pytest.raises(ExportError):
        _confirmed(out, [(paste.name, before)], "2026-11-27T14:30:00+00:00", "", "", (paste,))
    assert paste.read_bytes() == before
