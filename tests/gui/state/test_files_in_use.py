"""Files of the session that another program has open for a moment, as Windows reports it."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.manifest.file import MAX_BYTES
from core.migration.decisions_file import dump
from core.model.decisions import Decisions
from gui.state import near_files
from gui.state.atomic_file import write_atomically
from gui.state.loading import are_decisions
from gui.state.settings import Settings
from gui.state.store import Note, Store

NOTE = Note("0123", 64 * "0", "site.json", "site.json", "2026-01-02T12:00:00+00:00")


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every file is in use the first time that it is renamed; those that were."""
    return refuse_once(monkeypatch, "replace")


def refuse_once(monkeypatch: pytest.MonkeyPatch, step: str) -> list[Path]:
    """A step fails the first time that it is tried with a file; the files with which it did."""
    real, seen = getattr(Path, step), []

    def busy(path: Path, *others: Any, **options: Any) -> Any:
        if path not in seen:
            seen.append(path)
            error = OSError(errno.EACCES, "in use", str(path))
            setattr(error, "winerror", 5)  # noqa: B010, mypy knows it on Windows only
            raise error
        return real(path, *others, **options)

    monkeypatch.setattr(Path, step, busy)
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


def test_a_session_is_forgotten_after_another_while_that_one_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    for _time in range(2):
        store.save(NOTE, Decisions(input_sha256=NOTE.sha256))
        refuse_once(monkeypatch, "unlink")
        store.forget(NOTE)
    assert store.load(NOTE) is None


def test_saving_settings_waits_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file where the folder should be is as much in the way, for Qt, as a program that has the settings open."""
    folder, waited = tmp_path / "config", []
    folder.write_bytes(b"")

    def wait(seconds: float) -> None:
        waited.append(seconds)
        folder.unlink(missing_ok=True)

    monkeypatch.setattr("time.sleep", wait)
    settings = Settings(folder)
    settings.set_text("engineer", "Grace")
    settings.save()
    assert len(waited) == 1
    assert Settings(folder).text("engineer") == "Grace"
    assert "Grace" in (folder / "edgeshift.ini").read_text(encoding="utf-8")


def test_settings_that_cannot_be_saved_do_not_keep_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    (tmp_path / "config").write_bytes(b"")
    settings = Settings(tmp_path / "config")
    settings.set_text("engineer", "Grace")
    settings.save()
    assert 0.5 <= sum(waited) <= 2


SPECIAL = {
    "a pipe": os.mkfifo,
    "40 GB": lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 40_000_000_000),
    "deep": lambda path: path.write_text("[" * 100_000),
    "a folder": lambda path: path.mkdir(),
}


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with names are those of POSIX")
@pytest.mark.parametrize("make", SPECIAL.values(), ids=SPECIAL)
@pytest.mark.parametrize("name", ["a.decisions.json", "a.note.json"])
def test_a_hostile_file_among_the_sessions_holds_nothing_up(
    name: str, make: Callable[[Path], object], tmp_path: Path
) -> None:
    store = Store(tmp_path)
    make(tmp_path / name)
    if name == "a.note.json":
        (tmp_path / "a.decisions.json").write_bytes(dump(Decisions()))
    notes = store.notes()
    assert len(notes) == (name == "a.note.json")
    assert are_decisions(tmp_path / name) is False


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with names are those of POSIX")
@pytest.mark.parametrize("make", SPECIAL.values(), ids=SPECIAL)
def test_a_hostile_file_beside_decisions_holds_nothing_up(make: Callable[[Path], object], tmp_path: Path) -> None:
    """The manifest of a decisions file is looked for beside it."""
    make(tmp_path / "site.json")
    path = tmp_path / "d.json"
    path.write_bytes(dump(Decisions(input_sha256="0" * 64)))
    found = near_files.near(path)
    assert all(file.stat().st_size <= MAX_BYTES for file in found)
