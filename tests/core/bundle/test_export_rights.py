"""An exported folder can be read by all who may read the folder it is in: colleagues on a share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.bundle import stage
from core.bundle.export import write

FILES = {"report.html": b"a", "kubernetes/cam.yaml": b"b"}


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Path]:
    """A folder in which the group may read and write what is made."""
    before = os.umask(0o002)
    yield tmp_path
    os.umask(before)


posix = pytest.mark.skipif(
    sys.platform == "win32", reason="a folder has the access list of the one above, which `mkdir` passes on"
)


@posix
@pytest.mark.parametrize("there", [False, True], ids=["new", "again"])
def test_what_becomes_the_export_begins_with_the_rights_of_any_new_folder(shared: Path, there: bool) -> None:
    """On Windows a folder keeps what it got as it was made, wherever it is moved; `mkdtemp` makes private ones."""
    out = shared / "out"
    if there:
        out.mkdir()
    assert stage.make(out).stat().st_mode & 0o777 == 0o775


@posix
def test_an_export_has_the_rights_of_any_new_folder(shared: Path) -> None:
    out = shared / "out"
    write(out, FILES)
    write(out, FILES, force=True)
    assert [path.stat().st_mode & 0o777 for path in (out, out / "kubernetes")] == [0o775, 0o775]
    assert {(out / name).stat().st_mode & 0o777 for name in FILES} == {0o664}
