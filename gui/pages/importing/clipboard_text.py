"""Recognizes text on the clipboard: a file name, or a manifest, which is saved to a file first."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl

_LONGEST_PATH = 1024


def documents() -> Path:
    """The folder for pasted text, unless another one is chosen."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(folder) if folder and Path(folder).is_dir() else Path.home()


def copied_path(text: str) -> Path | None:
    """The file with this name, as "Copy as path" and browsers copy it; None for other text."""
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
    """A text without the lines ``` around it, as tickets and wikis in Markdown have them."""
    lines = text.strip().splitlines(keepends=True)
    if len(lines) > 2 and lines[0].startswith("```") and lines[-1].strip() == "```":
        return "".join(lines[1:-1])
    return text
