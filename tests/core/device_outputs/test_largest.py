"""The limit on the size of outputs is one, in the window and on the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from core.cli.main import main
from core.device_outputs.limits import LARGEST
from gui.state import observations
from tests import limited
from tests.paths import SAMPLE

posix = pytest.mark.skipif(sys.platform == "win32", reason="limits on processor time are those of POSIX")


def test_the_limit_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert observations.LARGEST == LARGEST
    path = tmp_path / "paste.txt"
    path.write_bytes(b"x" * (LARGEST + 1))
    assert main(["device", str(path)]) == 2
    assert "2,000,001 bytes" in capsys.readouterr().err


@posix
def test_a_large_paste_is_not_searched_for_a_deployment(tmp_path: Path) -> None:
    path = tmp_path / "paste.txt"
    path.write_bytes(b'{"a": 1}\n' * 100_000)
    ended = limited.python("-m", "gui", "inspect", str(SAMPLE), "--target", str(path))
    assert ended.code == 2
    assert limited.in_time(ended, 2)
