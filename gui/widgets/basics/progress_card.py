"""The progress of a file that takes longer than a second to open, with a button to cancel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from core.text.catalogue import _
from gui.widgets.basics.parts import GAP, label, push_button


class ProgressCard(QFrame):
    """Hidden until a file takes long; `cancelled` when the operator stops waiting."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("progressCard")
        self.setProperty("role", "card")
        self._text = label(role="label")
        self._text.setObjectName("progressText")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Reading the file"))
        self.cancel = push_button("cancelOpening", _("Cance&l"))
        self.cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GAP, GAP + 4, 2 * GAP, GAP + 4)
        layout.setSpacing(GAP)
        layout.addWidget(self._text)
        layout.addLayout(row)
        self.hide()

    def show_name(self, name: str) -> None:
        """Shows the name of the file that is being read."""
        self._text.setText(_("Reading {name} …").format(name=name))
        self.setAccessibleName(self._text.text())
        self.show()
