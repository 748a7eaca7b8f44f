"""Releases Python objects that Qt would otherwise free after the interpreter has ended."""

from __future__ import annotations

import atexit
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData


def free_clipboard_at_exit() -> None:
    """Ensures that the clipboard holds no object made in Python when the process ends.

    Where no system takes the clipboard over (off-screen, minimal), Qt deletes its content in an exit handler of the
    library. The destructor of an object made in Python then calls into an interpreter that no longer exists, and the
    process ends with a segmentation fault (PySide 6.11).
    """
    atexit.unregister(_free)
    atexit.register(_free)


def _free() -> None:
    if QApplication.instance() is None:
        return
    clipboard = QApplication.clipboard()
    held: QMimeData | None = clipboard.mimeData()  # None where nothing was ever copied
    if held is not None and Shiboken.createdByPython(held):
        clipboard.setText(clipboard.text())
