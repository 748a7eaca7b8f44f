"""What a place shows while it has nothing to show: what belongs here, and how to get it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.theme import icons
from gui.widgets.basics.parts import GAP, label


class EmptyState(QWidget):
    """Icon, title, one sentence, and at most one button. `triggered` when the button is pressed."""

    triggered = Signal()

    def __init__(self, icon: str, title: str, text: str = "", action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel()
        self._title = label(title, "heading")
        self._text = label(text, "muted")
        self.button = QPushButton(action)
        if not action:
            self.button.hide()
        self.button.clicked.connect(self.triggered)
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        layout.addStretch()
        for part in (self._picture, self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(part)
        layout.addLayout(_in_the_middle(self.button))
        layout.addStretch()
        icons.picture(self._picture, icon, "muted", 40)

    def show_text(self, icon: str, title: str, text: str = "") -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)
        icons.picture(self._picture, icon, "muted", 40)


def _in_the_middle(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch()
    row.addWidget(widget)
    row.addStretch()
    return row
