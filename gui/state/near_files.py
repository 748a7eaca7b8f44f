"""Finds the manifest of a decisions file among the files beside it, within limits of number and size."""

from __future__ import annotations

from pathlib import Path

from core.manifest.file import MAX_BYTES

NEAR_FILES = 100
SUFFIXES = (".json", ".jsonc", ".template", ".txt")
"""Where the manifest of a decisions file is looked for: names as the file dialog shows them."""


def near(path: Path) -> list[Path]:
    """The files that may be the manifest, limited so that a full download folder does not block the window."""
    files = [*listed(path.parent / "original"), *listed(path.parent)]
    return [file for file in files if file != path and 0 < file.stat().st_size <= MAX_BYTES][:NEAR_FILES]


def listed(folder: Path) -> list[Path]:
    """The files of a folder that may be manifests, by name; none where it cannot be read."""
    try:
        return sorted(file for file in folder.iterdir() if file.is_file() and file.suffix.lower() in SUFFIXES)
    except OSError:
        return []
