"""The temporary folder of an export on the disk of its target, which is cleared after a killed export."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from core.bundle import checksums
from core.text.system_errors import with_retries

NEW, OLD, PLAN = "new", "old", "plan"
"""Folders for the new and the replaced files, and the list of the new files with hashes."""
_HERE = ".edgeshift-here-"


def make(folder: Path) -> Path:
    """Creates a new, empty stage in the folder, or beside it if the folder does not exist. Raises OSError.

    Plain `mkdir` gives it the rights of the folder it is in, `tempfile.mkdtemp` would keep colleagues out.
    """
    above, prefix = (folder, _HERE) if folder.exists() else (folder.parent, _beside(folder))
    while True:
        stage = above / f"{prefix}{secrets.token_hex(4)}"
        try:
            stage.mkdir()
        except FileExistsError:
            continue
        return stage


def plan(stage: Path, files: Mapping[str, bytes]) -> None:
    """Writes the list of the files once all of them are in the stage, for `sweep`. Raises OSError."""
    (stage / PLAN).mkdir()
    (stage / PLAN / checksums.NAME).write_bytes(checksums.sums(files))


def placed(folder: Path) -> list[str]:
    """Files of killed exports that `sweep` will remove from the folder. Raises OSError."""
    return [name for stage in _stages(folder) for name in _placed(stage, folder)]


def sweep(folder: Path) -> None:
    """Removes the stages of killed exports into this folder, and undoes those exports. Raises OSError.

    Only who holds the folder (`folder_lock`) may do so: no other export is at work there then.
    """
    for stage in _stages(folder):
        done = _done(stage, folder)
        if not done:
            _undo(stage, folder)
        if done or not _files(stage / OLD):
            remove(stage)


def remove(folder: Path) -> None:
    """Removes as much of a stage as the disk allows; waits for a virus scanner to close its files."""
    with suppress(OSError):
        with_retries(partial(shutil.rmtree, folder))
    shutil.rmtree(folder, ignore_errors=True)


def _beside(folder: Path) -> str:
    name = os.path.normcase(folder.resolve().name).encode("utf-8", "surrogateescape")
    return f".edgeshift-{hashlib.sha256(name).hexdigest()[:12]}-"


def _stages(folder: Path) -> list[Path]:
    """The stages of killed exports, without links or folders with links."""
    found = []
    for above, prefix in ((folder, _HERE), (folder.parent, _beside(folder))):
        if above.is_dir():
            found += [entry for entry in above.iterdir() if entry.name.startswith(prefix) and entry.is_dir()]
    return [
        stage for stage in found if not any(map(checksums.is_link, (stage, stage / NEW, stage / OLD, stage / PLAN)))
    ]


def _placed(stage: Path, folder: Path) -> list[str]:
    """The files that came from a stage into the folder and are unchanged."""
    listed = checksums.listed(stage / PLAN)
    moved = (name for name in listed if not os.path.lexists(stage / NEW / name))
    return [name for name in moved if checksums.untouched(folder, name, listed[name])]


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_symlink() or path.is_file()]


def _done(stage: Path, folder: Path) -> bool:
    """Whether everything is in place: killed behind its last file, an export was done."""
    listed = checksums.listed(stage / PLAN)
    return bool(listed) and len(_placed(stage, folder)) == len(listed)


def _undo(stage: Path, folder: Path) -> None:
    """Put back what was there before an export that was killed half-way; what someone changed since stays."""
    for name in _placed(stage, folder):
        with_retries((folder / name).unlink)
    for path in _files(stage / OLD):
        below = path.relative_to(stage / OLD)
        target = folder / below
        if checksums.link_in(folder, str(below.parent)) is None and not os.path.lexists(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            with_retries(partial(path.rename, target))
    for parent in {parent for name in checksums.listed(stage / PLAN) for parent in list(Path(name).parents)[:-1]}:
        with suppress(OSError):  # it is not empty
            (folder / parent).rmdir()
