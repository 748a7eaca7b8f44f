"""The content of the export folder; runs in the background, because the folder may be on a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gui.models.files_tree import there

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


class Held(NamedTuple):
    """Existing files with the names to be written, and whether the folder is a complete export."""

    folder: Path | None
    files: frozenset[str] = frozenset()
    export: bool = False


def held(folder: Path | None, names: Collection[str]) -> Held:
    """Looks into a folder; empty without one."""
    from core.bundle.reopen import is_export

    return Held(folder) if folder is None else Held(folder, there(folder, names), is_export(folder))
