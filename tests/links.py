"""Links in the file system, for tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest


def make_link(path: Path, target: str | Path) -> None:
    """Creates a link at a path; skips the test on Windows, where that needs a privilege."""
    if sys.platform == "win32":
        pytest.skip("making a link needs a privilege on Windows")
    path.symlink_to(target)
