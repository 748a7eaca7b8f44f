"""A command to copy: monospace, selectable, with a button that copies it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from core.text.catalogue import _
from gui.theme import icons
from gui.theme.plain_text import tip
from gui.theme.style import mono_font
from gui.widgets.basics.entry import Entry
from gui.widgets.basics.parts import GAP, hbox, tool_button

COPIED_MS = 2_000
"""How long the button confirms the copy, in milliseconds."""


class CommandLine(QWidget):
    """One command. `name` is the prefix of both object names, `accessible` says what the command does."""

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        self.line = Entry(name)
        self.line.setReadOnly(True)
        self.line.setFont(mono_font())
        self.line.setProperty("role", "command")
        self.line.setAccessibleName(accessible)
        self.copy = tool_button(f"{name}Copy", "copy", _("Copy: {command}").format(command=accessible), _("Copy"))
        self.copy.clicked.connect(self._copy)
        self._later = QTimer(self, singleShot=True, interval=COPIED_MS)
        self._later.timeout.connect(lambda: self._show_icon("copy", _("Copy")))
        hbox((self.line, 1), self.copy, owner=self, gap=GAP // 2)

    def set_command(self, text: str) -> None:
        """Shows this command from its beginning."""
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.line.text())
        self._show_icon("done", _("Copied"))
        self._later.start()

    def _show_icon(self, icon: str, text: str) -> None:
        icons.set_icon(self.copy, icon)
        self.copy.setToolTip(tip(text))
