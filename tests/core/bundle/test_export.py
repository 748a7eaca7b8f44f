"""Writing the bundle: all of it or nothing, whatever the disk does."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.bundle import checksums, stage
from core.bundle.export import ExportError, write

FILES = {"a.json": b"new a", "sub/b.json": b"new b", "c.html": b"new c"}


def tree(folder: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_new_folder_appears_whole(tmp_path: Path) -> None:
    write(tmp_path / "deep" / "out", FILES)
    assert tree(tmp_path) == {f"deep/out/{name}": content for name, content in FILES.items()}


def test_existing_files_are_replaced_only_with_force(tmp_path: Path) -> None:
    (tmp_path / "c.html").write_bytes(b"old c")
    (tmp_path / "other.txt").write_bytes(b"other")
    with pytest.raises(ExportError, match=r"c\.html"):
        write(tmp_path, FILES)
    assert tree(tmp_path) == {"c.html": b"old c", "other.txt": b"other"}
    write(tmp_path, FILES, force=True)
    assert tree(tmp_path) == {**FILES, "other.txt": b"other"}


@pytest.mark.parametrize("fails_at", range(1, 12))
@pytest.mark.parametrize("call", ["fsync", "rename", "mkdir"])
def test_a_failure_anywhere_leaves_what_was_there(
    fails_at: int, call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "c.html").write_bytes(b"old c")
    calls = 0
    owner: Any = os if call == "fsync" else Path
    real = getattr(owner, call)

    def failing(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == fails_at:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*arguments, **named)

    monkeypatch.setattr(owner, call, failing)
    try:
        write(out, FILES, force=True)
    except ExportError as error:
        assert "No space left" in str(error)
        assert tree(tmp_path) == {"out/c.html": b"old c"}
        assert sorted(path.name for path in tmp_path.rglob("*")) == ["c.html", "out"]
    else:
        assert tree(out) == FILES
        assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(ExportError):
        write(tmp_path / "out", FILES)
    assert (tmp_path / "out").read_bytes() == b"a file"


def test_a_path_too_long(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="Nothing was written"):
        write(tmp_path / ("x" * 300), FILES)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    (tmp_path / "a.json" / "mine.txt").write_bytes(b"mine")
    with pytest.raises(ExportError):
        write(tmp_path, FILES, force=True)
    assert tree(tmp_path) == {"a.json/mine.txt": b"mine"}


def test_nothing_is_put_beside_a_folder_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder may be the root of a stick, and its parent another file system, or not ours to write to."""
    out = tmp_path / "out"
    out.mkdir()
    staged: list[Path] = []
    real = stage.make

    def watched(folder: Path) -> Path:
        created = real(folder)
        staged.append(created.parent)
        return created

    monkeypatch.setattr(stage, "make", watched)
    write(out, FILES)
    assert staged == [out] and tree(out) == FILES


def test_what_cannot_be_put_back_is_not_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "c.html").write_bytes(b"old c")
    real = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.name == "c.html" and path.parent.name == "new":
            raise OSError(errno.EIO, "Input/output error")
        return real(path, target)

    def gone(path: Path, target: Path) -> Path:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "rename", failing)
    monkeypatch.setattr(Path, "replace", gone)
    with pytest.raises(ExportError, match="could not be restored"):
        write(tmp_path, FILES, force=True)
    assert [path.read_bytes() for path in tmp_path.rglob("old/c.html")] == [b"old c"]


def test_an_interruption_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "c.html").write_bytes(b"old c")
    real = Path.rename

    def interrupted(path: Path, target: Path) -> Path:
        if path.name == "c.html" and path.parent.name == "new":
            raise KeyboardInterrupt
        return real(path, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, FILES, force=True)
    assert tree(tmp_path) == {"c.html": b"old c"}


def test_a_name_no_disk_takes(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        write(tmp_path / "nul\0byte", FILES)
    assert list(tmp_path.iterdir()) == []


def listed(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, checksums.NAME: checksums.sums(files)}


def test_what_is_left_of_an_earlier_export_goes(tmp_path: Path) -> None:
    write(tmp_path, listed({**FILES, "kubernetes/old.yaml": b"old", "kubernetes/mine.yaml": b"mine"}))
    (tmp_path / "kubernetes" / "mine.yaml").write_bytes(b"changed by hand")
    (tmp_path / "note.txt").write_bytes(b"a note")
    write(tmp_path, listed(FILES), force=True)
    assert tree(tmp_path) == {**listed(FILES), "kubernetes/mine.yaml": b"changed by hand", "note.txt": b"a note"}


def test_a_list_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_bytes(b"precious")
    out = tmp_path / "out"
    out.mkdir()
    (out / checksums.NAME).write_bytes(checksums.sums({"../precious.txt": b"precious"}))
    write(out, listed(FILES), force=True)
    assert (tmp_path / "precious.txt").read_bytes() == b"precious"


@pytest.mark.parametrize("fails_at", range(1, 14))
def test_a_failure_puts_an_earlier_export_back(fails_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    earlier = listed({**FILES, "kubernetes/old.yaml": b"old"})
    write(tmp_path / "out", earlier)
    calls, real = 0, Path.rename

    def failing(path: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == fails_at:
            raise OSError(errno.ENETRESET, "Network dropped connection on reset")
        return real(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    try:
        write(tmp_path / "out", listed(FILES), force=True)
    except ExportError:
        assert tree(tmp_path / "out") == earlier
    else:
        assert tree(tmp_path / "out") == listed(FILES)


@pytest.mark.skipif(sys.platform == "win32", reason="sha256sum is a command of POSIX systems")
def test_the_list_is_what_sha256sum_reads(tmp_path: Path) -> None:
    write(tmp_path, listed(FILES))
    check = subprocess.run(["sha256sum", "-c", checksums.NAME], cwd=tmp_path, capture_output=True, text=True)
    assert check.returncode == 0, check.stdout
    assert check.stdout.count(": OK") == len(FILES)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither sha256sum nor files with such names")
@pytest.mark.parametrize("name", ["a b.json", "two\nlines", "back\\slash", "snö.json", "raw\udce9.json", "ret\rurn"])
def test_the_list_takes_every_name(name: str, tmp_path: Path) -> None:
    files = {f"names/{name}": b"x"}
    write(tmp_path, listed(files))
    assert subprocess.run(["sha256sum", "-c", checksums.NAME], cwd=tmp_path, capture_output=True).returncode == 0
    assert checksums.listed(tmp_path).keys() == files.keys()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no file that is open")
def test_a_disk_that_vanishes_half_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stick pulled out, a share gone: the folder is no more, and that is said."""
    real = os.fsync

    def vanish(handle: int) -> None:
        real(handle)
        shutil.rmtree(tmp_path / "stick")

    (tmp_path / "stick").mkdir()
    monkeypatch.setattr(os, "fsync", vanish)
    with pytest.raises(ExportError, match="Nothing was written"):
        write(tmp_path / "stick" / "out", FILES)


def test_a_folder_one_may_only_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_folder: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(stage, "make", refuse)
    with pytest.raises(ExportError, match=r"Permission denied.*Choose a folder"):
        write(tmp_path / "out", FILES)
    assert list(tmp_path.iterdir()) == []
