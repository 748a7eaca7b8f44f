"""Protects the input of a run: its output never removes or replaces it."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path

from core.text.catalogue import _


def held(targets: Iterable[Path], inputs: Iterable[Path]) -> Path | None:
    """The first target that is one of the inputs, or a link on the path to one; None if there is none.

    Files are compared by device and number, not by name, so that links, other spellings and case make no difference. An
    input that is gone, or no ordinary file (a pipe), needs no protection. Raises OSError where the disk does not
    answer.
    """
    kept = {identity for path in inputs if (identity := _identity(path)) is not None}
    return next((target for target in targets if _identity(target) in kept), None) if kept else None


def fault(folder: Path, names: Iterable[str], converted: Iterable[Path], read: Iterable[Path] = ()) -> str | None:
    """Why these files of a folder must not be written or removed, in words; None if they may be.

    `converted` are the manifests, `read` the other files of the run: decisions, the device. Raises OSError.
    """
    targets = [folder / name for name in names]
    found = held(targets, converted)
    if found is not None:
        text = _(
            "Nothing was written to {folder}, because it contains the file that you are converting. The export "
            "would replace or remove {file}. Choose another folder."
        )
        return text.format(folder=folder, file=found.name)
    found = held(targets, read)
    if found is None:
        return None
    text = _(
        "Nothing was written to {folder}, because it contains {file}, an input of this run. Choose another folder."
    )
    return text.format(folder=folder, file=found.name)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None
