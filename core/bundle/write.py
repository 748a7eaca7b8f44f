"""Writing files into a folder: all of them or none, whatever the disk does, and read back before it counts."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from core.bundle import checksums, folder_lock, input_guard, read_back, stage
from core.text import system_errors
from core.text.catalogue import _
from core.text.system_errors import with_retries


class ExportError(Exception):
    """The files could not be written; nothing of them is there. The message says why and what to do."""


def write(
    folder: Path,
    files: Mapping[str, bytes],
    force: bool = False,
    *,
    converted: Collection[Path] = (),
    read: Collection[Path] = (),
) -> None:
    """Write all files below the folder, or none.

    Raises ExportError when one of them exists (without `force`), or when the disk refuses; what was there
    before is then still there. What is written is read back and checked, before it takes its place and after. Of an
    earlier export, what is no part of this one goes, unless someone changed it since: nothing old may pass for new.
    The manifests that were `converted` and the other files that were `read` stay: if one of them would be replaced
    or removed, nothing is written, even with `force`.
    """
    new_folders: list[Path] = []
    try:
        new_folders = [] if folder.exists() else _missing_parents(folder.parent)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with folder_lock.held(folder):
            _follow_no_link(folder, files)
            _keep(input_guard.fault(folder, stage.placed(folder), converted, read))
            stage.sweep(folder)
            gone = _left_over(folder, files)
            _keep(input_guard.fault(folder, [*files, *gone], converted, read))
            _spare(folder, files, force)
            _write(folder, files, gone)
            new_folders = []
    except folder_lock.Held as error:
        raise ExportError(str(error)) from error
    except (OSError, ValueError) as error:
        raise ExportError(system_errors.not_written(folder, error)) from error
    finally:
        for parent in reversed(new_folders):
            _remove_empty(parent)


def update(folder: Path, files: Mapping[str, bytes], read: Collection[Path] = ()) -> None:
    """Write some files of an export, all or none; others, and any `read`, stay. Raises ExportError, Held, OSError."""
    with folder_lock.held(folder):
        _follow_no_link(folder, files)
        _keep(input_guard.fault(folder, [*files, *stage.placed(folder)], (), read))
        stage.sweep(folder)
        _write(folder, files, ())


def check_free(folder: Path, name: str) -> None:
    """Raise the ExportError of `write` at once where this file exists, or a file takes the place of the folder."""
    try:
        if _there(folder / name):
            raise ExportError(_exists(folder, name))
    except (OSError, ValueError) as error:
        raise ExportError(system_errors.not_written(folder, error)) from error


def _keep(fault: str | None) -> None:
    """Raises ExportError where there is a fault."""
    if fault is not None:
        raise ExportError(fault)


def _follow_no_link(folder: Path, files: Mapping[str, bytes]) -> None:
    """Raises ExportError where a file would come to be behind a link: what that leads to is not this export's."""
    for name in files:
        link = checksums.link_in(folder, str(Path(name).parent))
        if link is not None:
            raise ExportError(_linked(folder, link))


def _spare(folder: Path, files: Mapping[str, bytes], force: bool) -> None:
    """Raises ExportError where a file is there without `force`, or in original/ someone's own: only that is a source.

    A file in original/ may be replaced where it is what this export would write, or as an earlier export wrote it.
    """
    existing = [name for name in files if _there(folder / name)]
    if existing and not force:
        raise ExportError(_exists(folder, existing[0]))
    earlier = checksums.listed(folder)
    for name in existing:
        path = folder / name
        if Path(name).parts[0] != "original" or not path.is_file() or _holds(path, files[name]):
            continue
        if name not in earlier or not checksums.untouched(folder, name, earlier[name]):
            raise ExportError(_changed(folder, name))


def _holds(path: Path, content: bytes) -> bool:
    return path.stat().st_size == len(content) and path.read_bytes() == content


class _Stranded(Exception):
    """What was there before could not be put back: its stage must stay."""


def _write(folder: Path, files: Mapping[str, bytes], gone: Collection[str]) -> None:
    """To a stage on the same file system (the folder may be the root of a stick), then rename; `gone` is removed."""
    place, whole = stage.make(folder), True
    try:
        for name, content in files.items():
            _write_file(place, Path(stage.NEW, name), content)
        read_back.same(place / stage.NEW, files)
        read_back.sound(place / stage.NEW, files)
        stage.plan(place, files)
        _move(place, folder, files, gone)
    except _Stranded as error:
        whole = False
        raise ExportError(_stranded(folder, place / stage.OLD)) from error
    finally:
        if whole:
            stage.remove(place)


def _write_file(place: Path, name: Path, content: bytes) -> None:
    _make_below(place, name.parent)
    with (place / name).open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _move(place: Path, folder: Path, files: Mapping[str, bytes], gone: Collection[str]) -> None:
    """Put the staged files in place; on any failure put back what was there."""
    if not folder.exists():
        _appear(place / stage.NEW, folder, files)
        return
    backed_up: list[str] = []
    done: list[str] = []
    new_folders: list[Path] = []
    try:
        for name in gone:
            _back_up(place, folder, name, backed_up)
        for name in files:
            target = folder / name
            new_folders += _missing_parents(target.parent)
            _make_below(folder, Path(name).parent)
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
            if _there(target):
                _back_up(place, folder, name, backed_up)
            done.append(name)
            with_retries(partial((place / stage.NEW / name).rename, target))
        _sync(folder)
        read_back.same(folder, files)
    except BaseException:
        whole = _put_back(place, folder, backed_up, done)
        for parent in reversed(new_folders):
            _remove_empty(parent)
        if not whole:
            raise _Stranded from None
        raise
    stage.remove(place / stage.OLD)
    for name in gone:
        for parent in list((folder / name).relative_to(folder).parents)[:-1]:
            _remove_empty(folder / parent)


def _appear(new: Path, folder: Path, files: Mapping[str, bytes]) -> None:
    """A folder that is not there yet comes into being whole, or goes again."""
    try:
        with_retries(partial(new.rename, folder))
        _sync(folder.parent)
        read_back.same(folder, files)
    except BaseException:
        with suppress(OSError):
            if not _there(new):
                with_retries(partial(folder.rename, new))
        raise


def _left_over(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Files of an earlier export in this folder that are no part of the new one, as they were written."""
    if checksums.NAME not in files:
        return []
    earlier = checksums.listed(folder)
    return [name for name, wanted in earlier.items() if name not in files and checksums.untouched(folder, name, wanted)]


def _back_up(place: Path, folder: Path, name: str, backed_up: list[str]) -> None:
    """Move what is there to the stage, and remember it: before, for who knows what a failing disk has done."""
    _make_below(place, Path(stage.OLD, name).parent)
    backed_up.append(name)
    with_retries(partial((folder / name).rename, place / stage.OLD / name))


def _put_back(place: Path, folder: Path, backed_up: Iterable[str], done: Iterable[str]) -> bool:
    """Undo as much as the disk allows. Whether all that was there before is surely there again."""
    for name in done:
        with suppress(OSError):
            if name not in backed_up and not _there(place / stage.NEW / name):
                with_retries((folder / name).unlink)
    left = list(backed_up)
    for name in reversed(list(backed_up)):
        with suppress(OSError):
            if _there(place / stage.OLD / name):
                with_retries(partial((place / stage.OLD / name).replace, folder / name))
            if _there(folder / name):
                left.remove(name)
    return not left


def _there(path: Path) -> bool:
    """Like `exists`, but a disk that does not answer is an error, not a no. Raises OSError."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def _sync(folder: Path) -> None:
    """Ask the disk to remember the names too; not every file system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _make_below(root: Path, name: Path) -> None:
    """Make a folder below one that is there. If that is gone (a stick pulled out), nothing is made in its place."""
    for part in reversed((name, *name.parents)):
        if part != Path():
            (root / part).mkdir(exist_ok=True)


def _missing_parents(folder: Path) -> list[Path]:
    """The folders that will be made on the way to this one, outermost first, itself included."""
    return [parent for parent in reversed((folder, *folder.parents)) if not parent.exists()]


def _remove_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return


def _exists(folder: Path, name: str) -> str:
    text = _(
        "Nothing was written, because {file} already exists in {folder}. Choose another folder, or allow the "
        "file to be replaced (--force on the command line, the check box in the window)."
    )
    return text.format(file=name, folder=folder)


def _linked(folder: Path, link: Path) -> str:
    text = _(
        "Nothing was written to {folder}, because it contains the link {link}, and an export follows no "
        "links. Remove the link, or choose another folder."
    )
    return text.format(folder=folder, link=link.relative_to(folder))


def _changed(folder: Path, name: str) -> str:
    text = _(
        "Nothing was written to {folder}, because {file} was changed after the last export or is not from an "
        "export. Move the file to a safe place, or choose another folder."
    )
    return text.format(folder=folder, file=name)


def _stranded(folder: Path, kept: Path) -> str:
    text = _(
        "Writing to {folder} failed, and the previous files could not be restored. They are in {kept}. "
        "Reconnect the disk if necessary, and move them back."
    )
    return text.format(folder=folder, kept=kept)
