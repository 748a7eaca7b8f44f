"""The files of an export as a tree, each with its purpose and whether it exists already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from core.text.catalogue import _, plural
from gui.theme.plain_text import tip

FILE, SIZE, STATUS = 0, 2, 3
"""Columns beside the purpose of a file."""


class FilesTree(QStandardItemModel):
    """File, purpose, size and status; folders contain their files."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: dict[str, int] = {}
        self._existing: frozenset[str] = frozenset()
        self._rows: dict[str, list[QStandardItem]] = {}
        self.setHorizontalHeaderLabels([_("File"), _("Description"), _("Size"), _("In the folder now")])
        self.horizontalHeaderItem(SIZE).setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def set_files(self, files: Mapping[str, bytes]) -> bool:
        """Shows these files; False if they are shown already."""
        sizes = {name: len(data) for name, data in files.items()}
        if sizes == self._files:
            return False
        self._files, self._rows = sizes, {}
        self.removeRows(0, self.rowCount())
        for name, size in sorted(sizes.items(), key=lambda item: "/" in item[0]):  # folders below the files
            folder, _slash, own = name.rpartition("/")
            above = self._folder(folder) if folder else self.invisibleRootItem()
            self._rows[name] = _row(own, purpose(name), size_words(size))
            above.appendRow(self._rows[name])
        self._show_status()
        return True

    def names(self) -> tuple[str, ...]:
        """The paths of all files, relative to the folder of the export."""
        return tuple(self._files)

    def set_existing(self, existing: Collection[str]) -> None:
        """Sets which of the files exist already."""
        self._existing = frozenset(existing)
        self._show_status()

    def existing(self) -> int:
        """The number of files that exist already."""
        return len(self._existing & self._files.keys())

    def _folder(self, name: str) -> QStandardItem:
        key = f"{name}/"
        if key not in self._rows:
            inside = [size for path, size in self._files.items() if path.startswith(key)]
            count = plural("{count} file", "{count} files", len(inside))
            self._rows[key] = _row(key, f"{folder_purpose(name)} ({count})", size_words(sum(inside)))
            self.invisibleRootItem().appendRow(self._rows[key])
        return self._rows[key][FILE]

    def _show_status(self) -> None:
        inside = Counter(key for name in self._files for key in _rows_of(name))
        there = Counter(key for name in self._existing & self._files.keys() for key in _rows_of(name))
        for key, row in self._rows.items():
            word = _("exists") if there[key] == inside[key] else _("some exist") if there[key] else _("new")
            if row[STATUS].text() != word:
                row[STATUS].setText(word)


def _rows_of(name: str) -> tuple[str, ...]:
    """The rows that a file counts for: its own, and that of its folder."""
    folder, slash, _own = name.rpartition("/")
    return (name, f"{folder}/") if slash else (name,)


def there(folder: Path, names: Collection[str]) -> frozenset[str]:
    """Which of these files a folder contains; for the background, because the folder may be on a network."""
    try:
        return frozenset(name for name in names if (folder / name).exists())
    except (OSError, ValueError):
        return frozenset()


def size_words(size: int) -> str:
    """A size in the local number format."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def folder_purpose(name: str) -> str:
    """The purpose of a folder of the bundle."""
    return {
        "original": _("Input files"),
        "rollback": _("Rollback"),
        "twins": _("Migrated module twins"),
    }.get(name, _("Preview of what the device runs"))


def purpose(name: str) -> str:
    """The purpose of a file of the bundle."""
    folder, _slash, own = name.rpartition("/")
    endings = {
        "": {
            ".gpu.json": _("Migrated manifest: deploy this file"),
            "report.html": _("Report, to read and archive"),
            "report.pdf": _("Report as PDF, to print and hand over"),
            "report.md": _("Report as Markdown, for tickets and wikis"),
            "report.json": _("Report as JSON, for other programs"),
            "runsheet.html": _("Run sheet: the steps on the device, to print and tick"),
            "runsheet.md": _("Run sheet as Markdown"),
            "decisions.json": _("Your answers, to repeat this migration"),
            "SHA256SUMS": _("Checksums of all files"),
        },
        "original": {"target.json": _("Previous deployment of the GPU device"), "": _("Your manifest, byte for byte")},
        "rollback": {
            ".rollback.json": _("Manifest that restores the old device"),
            ".stopped.json": _("Manifest that stops the modules of the old device"),
            "target.json": _("Previous deployment of the GPU device"),
            "forward.patch.json": _("All changes as JSON Patch"),
            "reverse.patch.json": _("Reverse changes as JSON Patch"),
            "steps.md": _("Rollback steps with commands"),
        },
        "twins": {".json": _("Migrated twin of one module")},
    }.get(folder, {"secrets.yaml": _("Pull secrets, masked"), "": _("Objects of one module")})
    return next((text for ending, text in endings.items() if own.endswith(ending)), "")


def _row(name: str, purpose: str, size: str) -> list[QStandardItem]:
    row = [QStandardItem(text) for text in (name, purpose, size, "")]
    for item in row:
        item.setEditable(False)
        item.setToolTip(tip(item.text()))
    row[SIZE].setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return row
