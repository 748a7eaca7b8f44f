"""What can be done with a manual edit: edit it again, or take it back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.text.catalogue import _
from gui.theme import icons
from gui.theme.plain_text import breakable
from gui.widgets.basics.parts import GAP, label


class ManualEditPanel(QWidget):
    """Stands where a finding has its answer."""

    again_wanted = Signal()
    taken_back = Signal()

    def __init__(self, message: str, in_force: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.again = QPushButton(_("&Edit again …"))
        self.again.setObjectName("editAgain")
        if not in_force:
            self.again.hide()
        self.back = QPushButton(_("&Take it back"))
        self.back.setObjectName("takeBack")
        icons.set_icon(self.again, "edit")
        icons.set_icon(self.back, "reset")
        for button in (self.again, self.back):
            button.setAutoDefault(False)
        self.again.clicked.connect(lambda: self.again_wanted.emit())
        self.back.clicked.connect(lambda: self.taken_back.emit())
        line = QHBoxLayout()
        line.addWidget(self.again)
        line.addWidget(self.back)
        line.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(label(breakable(message)))
        layout.addLayout(line)

    def focus_first(self) -> bool:
        """Take the keyboard."""
        (self.again if self.again.isVisibleTo(self) else self.back).setFocus()
        return True
