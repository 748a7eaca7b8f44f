"""What the folder of an export holds already; fit to run in the background, for the folder may be far away."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gui.models.files_tree import there

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


class Held(NamedTuple):
    """Files of the names that are about to be written, and whether the folder is a whole export."""

    folder: Path | None
    files: frozenset[str] = frozenset()
    export: bool = False


def held(folder: Path | None, names: Collection[str]) -> Held:
    """Look at a folder; nothing without one."""
    from core.bundle.reopen import is_export

    return Held(folder) if folder is None else Held(folder, there(folder, names), is_export(folder))
