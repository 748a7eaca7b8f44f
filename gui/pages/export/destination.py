"""Destination and form of the files: the folder, the strict format, and the permission to replace files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox

from core.text.catalogue import _
from gui.widgets.basics.enter_key import is_enter
from gui.widgets.basics.entry import Entry
from gui.widgets.basics.parts import GAP, Card, fill, hbox, label, label_for, push_button, restyle


class _FolderEntry(Entry):
    """Enter ends typing; pressed again, or without typing, it presses Export."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handles Enter like other entries, except that an unchanged folder leaves it to the window."""
        typed = self.isModified()
        super().keyPressEvent(event)
        if is_enter(event):
            self.setModified(False)
            event.setAccepted(typed)


class Destination(Card):
    """`folder_changed` after every character, `strict_changed(on)`, `browse_wanted`, `force_changed`."""

    folder_changed = Signal()
    strict_changed = Signal(bool)
    force_changed = Signal()
    browse_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.entry = _FolderEntry("exportFolder")
        caption = label_for(_("&Folder"), self.entry, "label")
        browse = push_button("chooseFolderButton", _("Choose a fol&der…"), "folder")
        message = _("Create options as strings of 512 characters, no comments, UTF-8.")
        self.strict = _box("strictBox", _("&Strict IoT Hub format"), message)
        self.force = _box("forceBox", _("&Replace existing files"), "")
        self.force.hide()
        fill(
            self.rows,
            hbox(caption, (self.entry, 1), browse),
            hbox(self.strict, (label(message, "caption"), 1), self.force, gap=2 * GAP),
        )
        self.entry.textChanged.connect(self.folder_changed)
        self.strict.toggled.connect(self.strict_changed)
        self.force.toggled.connect(self.force_changed)
        browse.clicked.connect(self.browse_wanted)

    def folder(self) -> Path | None:
        """The folder; None for an empty line."""
        text = self.entry.text().strip()
        return Path(text).expanduser() if text else None

    def ask_to_replace(self, wanted: bool) -> None:
        """Asks for permission to replace existing files of this folder only."""
        if not wanted:
            self.force.setChecked(False)
        self.force.setVisible(wanted)
        restyle(self.force)


def _box(name: str, text: str, description: str) -> QCheckBox:
    box = QCheckBox(text)
    box.setObjectName(name)
    box.setAccessibleDescription(description)
    return box
