"""A virus scanner has every file open for a moment: an export waits for it, in whatever it does, and leaves nothing."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.bundle import read_back
from core.bundle.write import ExportError, write
from tests.core.bundle.test_export_together import kill
from tests.exports import EARLIER, LATER, listed, tree

STEPS: tuple[tuple[Any, str], ...] = (
    *((Path, name) for name in ("rename", "replace", "unlink")),
    *((os, name) for name in ("unlink", "rmdir")),  # what `shutil.rmtree` calls
)


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Each step with each file fails the first time, as on Windows; the names of those that did."""
    seen: set[str] = set()

    def busy(step: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def first_refused(path: object, *others: Any, **options: Any) -> Any:
            name = f"{step} {path}"
            if name in seen or "lock" in name:
                return real(path, *others, **options)
            seen.add(name)
            error = OSError(errno.EACCES, "in use", str(path))
            setattr(error, "winerror", 32)  # noqa: B010, mypy knows it on Windows only
            raise error

        return first_refused

    for owner, step in STEPS:
        monkeypatch.setattr(owner, step, busy(f"{owner.__name__} {step}", getattr(owner, step)))
    return seen


def test_an_export_over_another_waits(tmp_path: Path, scanner: set[str]) -> None:
    write(tmp_path / "out", listed(EARLIER))
    write(tmp_path / "out", listed(LATER), force=True)
    assert tree(tmp_path) == {f"out/{name}": data for name, data in listed(LATER).items()}
    assert {path.name for path in tmp_path.iterdir()} == {"out"}
    assert not list((tmp_path / "out").glob(".edgeshift-*"))
    assert {name.split()[1] for name in scanner} >= {"rename", "unlink", "rmdir"}


def test_an_export_that_fails_puts_everything_back(
    tmp_path: Path, scanner: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "out", listed(EARLIER))
    same, calls = read_back.same, []

    def damaged(folder: Path, files: dict[str, bytes]) -> None:
        calls.append(folder)
        if len(calls) == 2:
            raise OSError(errno.EIO, "gone")
        same(folder, files)

    monkeypatch.setattr(read_back, "same", damaged)
    with pytest.raises(ExportError, match="gone"):
        write(tmp_path / "out", listed(LATER), force=True)
    assert tree(tmp_path) == {f"out/{name}": data for name, data in listed(EARLIER).items()}


@pytest.mark.parametrize("at", [0, 4])
def test_what_a_killed_export_did_is_undone(at: int, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    write(tmp_path / "out", listed(EARLIER))
    kill(tmp_path / "out", "rename", at)
    request.getfixturevalue("scanner")
    with pytest.raises(ExportError, match="already exists in"):
        write(tmp_path / "out", listed(LATER))
    assert tree(tmp_path) == {f"out/{name}": data for name, data in listed(EARLIER).items()}
