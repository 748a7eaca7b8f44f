"""What a text on the clipboard is: the name of a file, or a manifest that is saved to a file first."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl

_LONGEST_PATH = 1024


def documents() -> Path:
    """Where a pasted text is saved, unless another folder is chosen."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(folder) if folder and Path(folder).is_dir() else Path.home()


def copied_path(text: str) -> Path | None:
    """The file of this name, as "Copy as path" and a browser put it on the clipboard; None for any other text."""
    name = text.strip().strip('"')
    if not name or "\n" in name or len(name) > _LONGEST_PATH:
        return None
    url = QUrl(name)
    path = Path(url.toLocalFile() if url.isLocalFile() else name)
    with suppress(OSError, ValueError):
        if path.is_absolute() and path.exists():
            return path
    return None


def unfenced(text: str) -> str:
    """A text without the lines ``` around it, as it is copied from a ticket or a wiki in Markdown."""
    lines = text.strip().splitlines(keepends=True)
    if len(lines) > 2 and lines[0].startswith("```") and lines[-1].strip() == "```":
        return "".join(lines[1:-1])
    return text
