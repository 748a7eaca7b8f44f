"""The dialogs of the system for files and folders, passed in so that tests need no patch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.text.catalogue import _


def _open_outputs(parent: QWidget, folder: str) -> list[Path] | None:
    from PySide6.QtWidgets import QFileDialog

    title = _("Open device output")
    names, _chosen = QFileDialog.getOpenFileNames(parent, title, folder, _("All files") + " (*)")
    return [Path(name) for name in names] or None


class Dialogs:
    """Each function takes the window and an initial folder or file; None means that the operator canceled.

    Several files may be opened together. `reveal` opens a file or folder with the desktop's program, and says whether
    that worked.
    """

    def __init__(
        self,
        open_file: Callable[[QWidget, str], Path | list[Path] | None],
        save_file: Callable[[QWidget, str], Path | None],
        choose_folder: Callable[[QWidget, str], Path | None],
        reveal: Callable[[Path], bool],
        open_outputs: Callable[[QWidget, str], list[Path] | None] = _open_outputs,
    ) -> None:
        self.open_file, self.save_file, self.choose_folder = open_file, save_file, choose_folder
        self.reveal, self.open_outputs = reveal, open_outputs


def system_dialogs() -> Dialogs:
    """The dialogs of the desktop."""
    return Dialogs(_open_file, _save_file, _choose_folder, _reveal)


def _filter() -> str:
    return _("Deployment manifests and decisions") + " (*.json *.jsonc *.template *.txt);;" + _("All files") + " (*)"


def _open_file(parent: QWidget, folder: str) -> list[Path] | None:
    from PySide6.QtWidgets import QFileDialog

    title = _("Open a deployment manifest, or several module twins")
    names, _chosen = QFileDialog.getOpenFileNames(parent, title, folder, _filter())
    return [Path(name) for name in names] or None


def _save_file(parent: QWidget, name: str) -> Path | None:
    from PySide6.QtWidgets import QFileDialog

    name, _chosen = QFileDialog.getSaveFileName(parent, _("Save the manifest as"), name, _filter())
    return Path(name) if name else None


def _choose_folder(parent: QWidget, folder: str) -> Path | None:
    from PySide6.QtWidgets import QFileDialog

    name = QFileDialog.getExistingDirectory(parent, _("Choose the folder to export to"), folder)
    return Path(name) if name else None


def _reveal(path: Path) -> bool:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
