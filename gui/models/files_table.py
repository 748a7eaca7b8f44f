"""The files an export will write, with sizes and what they are for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.text.catalogue import _
from gui.theme.plain_text import tip

_Index = QModelIndex | QPersistentModelIndex


class FilesTable(QAbstractTableModel):
    """File, size, purpose, and whether one of that name is there already."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[str, str, str, str], ...] = ()
        self._heads = (_("File"), _("Size"), _("What it is for"), _("In the folder now"))

    def set_files(self, files: Mapping[str, bytes], folder: Path | None) -> None:
        """Show these files as they would be written to the folder."""
        rows = tuple(
            (name, size_words(len(data)), purpose(name), _("there already") if _there(folder, name) else _("new"))
            for name, data in files.items()
        )
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def existing(self) -> int:
        """How many of the files are there already."""
        return sum(row[3] != _("new") for row in self._rows)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One row a file."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """As many as headings."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; sizes to the right."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self._rows[index.row()][index.column()]
            return text if role == Qt.ItemDataRole.DisplayRole else tip(text)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Column names."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == 1 else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def size_words(size: int) -> str:
    """A size as people here write it."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def purpose(name: str) -> str:
    """What a file of the bundle is for."""
    if name.startswith("original/"):
        return _("Your file as it came in, byte for byte")
    if name.startswith("rollback/"):
        return _("The way back to the FPGA device")
    if name.startswith("kubernetes/"):
        return _("What Kubernetes will run, as a preview")
    if name.startswith("twins/"):
        return _("The migrated twin of one module")
    if name.endswith(".gpu.json"):
        return _("The migrated manifest: deploy this one")
    return {
        "report.html": _("What was changed and why, to read and to file"),
        "report.json": _("The same for programs"),
        "report.md": _("The same as text, for tickets and wikis"),
        "report.pdf": _("The same to print"),
        "runsheet.html": _("What to do on the device, in order, to print and tick"),
        "runsheet.md": _("The same as text"),
        "SHA256SUMS": _("Proof that the files are as they were written"),
        "decisions.json": _("Your answers, to repeat this migration on another day"),
    }.get(name, "")


def _there(folder: Path | None, name: str) -> bool:
    return folder is not None and (folder / name).exists()
