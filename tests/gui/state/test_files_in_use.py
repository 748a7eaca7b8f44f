"""Files of the session that another program has open for a moment, as Windows reports it."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from core.model.decisions import Decisions
from gui.state.atomic_file import write_atomically
from gui.state.store import Note, Store

NOTE = Note("0123", 64 * "0", "site.json", "site.json", "2026-01-02T12:00:00+00:00")


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every file is in use the first time that it is renamed; those that were."""
    replace, seen = Path.replace, []

    def busy(path: Path, target: Path) -> Path:
        if path not in seen:
            seen.append(path)
            error = OSError(errno.EACCES, "in use", str(path))
            setattr(error, "winerror", 5)  # noqa: B010, mypy knows it on Windows only
            raise error
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", busy)
    return seen


def test_saving_waits_for_it(tmp_path: Path, scanner: list[Path]) -> None:
    write_atomically(tmp_path / "a.json", b"new")
    assert (tmp_path / "a.json").read_bytes() == b"new"
    assert len(scanner) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize("ask", [Store.notes, lambda store: store.load(NOTE)], ids=["notes", "load"])
def test_a_broken_session_is_put_aside(ask: Callable[[Store], object], tmp_path: Path, scanner: list[Path]) -> None:
    store = Store(tmp_path)
    store.save(NOTE, Decisions(input_sha256=NOTE.sha256))
    for path in tmp_path.iterdir():
        path.write_text("{", encoding="utf-8")
    ask(store)
    assert store.broken()


def test_a_forgotten_session_comes_back(tmp_path: Path, scanner: list[Path]) -> None:
    store = Store(tmp_path)
    store.save(NOTE, Decisions(input_sha256=NOTE.sha256))
    store.forget(NOTE)
    assert store.load(NOTE) is None
    store.bring_back()
    assert store.load(NOTE) is not None
    assert len(scanner) == 6
