"""The progress of a file that takes longer than a second to open, with a button to cancel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from core.text.catalogue import _
from gui.widgets.basics.parts import Card, fill, hbox, label, push_button


class ProgressCard(Card):
    """Hidden until a file takes long; `cancelled` when the operator stops waiting."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__(name="progressCard")
        self._text = label(role="label", name="progressText")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Reading the file"))
        self.cancel = push_button("cancelOpening", _("Cance&l"))
        self.cancel.clicked.connect(self.cancelled)
        fill(self.rows, self._text, hbox((self.bar, 1), self.cancel))
        self.hide()

    def show_name(self, name: str) -> None:
        """Shows the name of the file that is being read."""
        self._text.setText(_("Reading {name} …").format(name=name))
        self.setAccessibleName(self._text.text())
        self.show()
