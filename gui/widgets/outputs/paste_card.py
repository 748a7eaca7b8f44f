"""A card with a box to paste into, what came of it, and a button that takes it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.widgets.basics.parts import card, label
from gui.widgets.outputs.paste_box import PasteBox


class PasteCard(QWidget):
    """`given(sources)` something was pasted or dropped · `files_wanted`."""

    given = Signal(list)
    files_wanted = Signal()

    def __init__(self, box: PasteBox) -> None:
        super().__init__()
        self.box, self.hint = box, label(role="muted")
        box.given.connect(self.given)
        box.files_wanted.connect(self.files_wanted)

    def lay_out(self, title: str, text: str, parts: Sequence[QWidget], button: QPushButton) -> None:
        """The title leads the keyboard to the box; below the text come the parts, the box among them."""
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
