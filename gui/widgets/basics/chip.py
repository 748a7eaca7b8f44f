"""A status in one word with icon and tint, so that its meaning does not depend on color alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from gui.theme import icons
from gui.widgets.basics.parts import hbox, label, restyle

TONES = ("ok", "ask", "manual", "block", "note", "kept")


class Chip(QFrame):
    """A small rounded label. `tone` is one of TONES, `icon` a name of `gui.theme.icons`."""

    def __init__(self, tone: str = "note", text: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = ""
        self._picture = QLabel()
        self._text = label(wrap=False)
        hbox(self._picture, self._text, owner=self, gap=5, margins=(8, 2, 9, 2))
        self.setProperty("role", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_status(tone, text, icon)

    def show_status(self, tone: str, text: str, icon: str = "") -> None:
        """Shows another status."""
        self._icon = icon
        self._text.setText(text)
        self._picture.setVisible(bool(icon))
        self.setAccessibleName(text)
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)
            restyle(self._text)
        self._paint_icon()

    def text(self) -> str:
        """The word."""
        return self._text.text()

    def changeEvent(self, event: QEvent) -> None:
        """Colors the icon again after a change of theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._paint_icon()

    def _paint_icon(self) -> None:
        if self._icon:
            self._picture.setPixmap(icons.pixmap(self._icon, str(self.property("tone")), 14))
            self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
