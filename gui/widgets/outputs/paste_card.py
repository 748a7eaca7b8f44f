"""A card with a paste box, its results, and a button that removes them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.widgets.basics.parts import card, label
from gui.widgets.outputs.paste_box import PasteBox


class PasteCard(QWidget):
    """Sends `given(sources)` for pasted or dropped content, and `files_wanted`."""

    given = Signal(list)
    files_wanted = Signal()

    def __init__(self, box: PasteBox) -> None:
        super().__init__()
        self.box, self.hint = box, label(role="muted")
        box.given.connect(self.given)
        box.files_wanted.connect(self.files_wanted)

    def lay_out(self, title: str, text: str, parts: Sequence[QWidget], button: QPushButton) -> None:
        """Makes the title the label of the box, and puts the parts below the text."""
        frame = card()
        inner = frame.layout()
        assert isinstance(inner, QVBoxLayout)
        caption = label(title, "heading", wrap=False)
        caption.setBuddy(self.box.edit)
        self.hint.setText(text)
        for part in (caption, self.hint, *parts):
            inner.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch()
        inner.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
