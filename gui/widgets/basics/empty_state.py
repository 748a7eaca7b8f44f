"""The placeholder of an empty list or view: what it will contain, and how to get it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from gui.theme import icons
from gui.widgets.basics.parts import STRETCH, label, vbox


class EmptyState(QWidget):
    """Icon, title and one sentence."""

    def __init__(self, icon: str, title: str, text: str = "") -> None:
        super().__init__()
        self._picture = QLabel()
        self._title = label(title, "heading")
        self._text = label(text, "muted")
        layout = vbox(STRETCH, owner=self, margins=None)
        for part in (self._picture, self._title, self._text):
            part.setProperty("alignment", "AlignHCenter")
            layout.addWidget(part)
        layout.addStretch()
        icons.picture(self._picture, icon, "muted", 40)

    def show_text(self, icon: str, title: str, text: str = "") -> None:
        """Replaces icon, title and sentence."""
        self._title.setText(title)
        self._text.setText(text)
        icons.picture(self._picture, icon, "muted", 40)
