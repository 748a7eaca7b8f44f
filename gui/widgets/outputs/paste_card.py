"""A card with a paste box, its results, and a button that removes them."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from gui.widgets.basics.parts import STRETCH, Card, fill, hbox, label, label_for
from gui.widgets.outputs.paste_box import PasteBox


class PasteCard(Card):
    """The base of the cards for output of devices. `box` reports what was pasted, dropped or chosen."""

    def __init__(self, box: PasteBox) -> None:
        super().__init__()
        self.box, self.hint = box, label(role="muted")

    def lay_out(self, title: str, text: str, parts: tuple[QWidget, ...], button: QPushButton) -> None:
        """Makes the title the label of the box, and puts the parts below the text."""
        self.hint.setText(text)
        fill(self.rows, label_for(title, self.box.edit, "heading"), self.hint, *parts, hbox(button, STRETCH))
