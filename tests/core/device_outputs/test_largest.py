"""The limit on the size of outputs is one, in the window and on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.cli.main import main
from core.device_outputs.reading import LARGEST
from gui.state import observations


def test_the_limit_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert observations.LARGEST == LARGEST
    path = tmp_path / "paste.txt"
    path.write_bytes(b"x" * (LARGEST + 1))
    assert main(["device", str(path)]) == 2
    assert "2,000,001 bytes" in capsys.readouterr().err
