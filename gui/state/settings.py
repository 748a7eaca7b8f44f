"""The settings of the window: look, size, recent files; never content of a manifest."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from gui.theme.colors import DEFAULT_DIFF, Mode

RECENT = 8
"""Recent files kept: what fits on the Import page without scrolling."""


class Settings:
    """Typed access to one INI file. A broken value counts as absent."""

    def __init__(self, folder: Path) -> None:
        self._store = QSettings(str(folder / "edgeshift.ini"), QSettings.Format.IniFormat)

    def theme(self) -> Mode:
        """The saved theme; initially that of the system."""
        value = self._store.value("look/theme", "system")
        return value if value in ("dark", "light") else "system"

    def set_theme(self, mode: Mode) -> None:
        """Saves the theme."""
        self._store.setValue("look/theme", mode)

    def diff(self) -> str:
        """The saved colors of changes."""
        return self.text("diff") or DEFAULT_DIFF

    def recent(self) -> tuple[Path, ...]:
        """The recent files, newest first, without those that no longer exist."""
        value = self._store.value("files/recent", [])
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return tuple(path for path in (Path(str(name)) for name in names) if path.is_file())

    def add_recent(self, path: Path) -> None:
        """Adds a file at the top."""
        others = [other for other in self.recent() if other != path]
        self._store.setValue("files/recent", [str(path), *map(str, others)][:RECENT])

    def folder(self, purpose: str) -> str:
        """The last folder for this purpose (`open`, `export`), initially empty."""
        return str(self._store.value(f"folders/{purpose}", "") or "")

    def set_folder(self, purpose: str, folder: Path) -> None:
        """Saves a folder."""
        self._store.setValue(f"folders/{purpose}", str(folder))

    def blob(self, name: str) -> QByteArray:
        """The saved geometry of a window or splitter, initially empty."""
        value = self._store.value(f"window/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_blob(self, name: str, value: QByteArray) -> None:
        """Saves the geometry of a window or splitter."""
        self._store.setValue(f"window/{name}", value)

    def number(self, name: str, default: float) -> float:
        """A number such as the size of the code font."""
        try:
            return float(str(self._store.value(f"view/{name}", default)))
        except ValueError:
            return default

    def set_number(self, name: str, value: float) -> None:
        """Saves a number."""
        self._store.setValue(f"view/{name}", value)

    def text(self, name: str) -> str:
        """A short text such as the operator's name, initially empty."""
        return str(self._store.value(f"view/{name}", "") or "")

    def set_text(self, name: str, value: str) -> None:
        """Saves a short text."""
        self._store.setValue(f"view/{name}", value)

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of this kind that were typed before, newest first."""
        value = self._store.value(f"texts/{name}", [])
        found = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return tuple(map(str, found))

    def add_text(self, name: str, value: str) -> None:
        """Adds a text at the top."""
        others = [other for other in self.texts(name) if other != value]
        self._store.setValue(f"texts/{name}", [value, *others][:RECENT])

    def save(self) -> None:
        """Writes the settings to disk now."""
        from core.text.system_errors import ATTEMPTS, PAUSE_S

        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(PAUSE_S)
            store = QSettings(self._store.fileName(), QSettings.Format.IniFormat)  # the same file with its own status
            store.sync()
            if store.status() is QSettings.Status.NoError:
                return
