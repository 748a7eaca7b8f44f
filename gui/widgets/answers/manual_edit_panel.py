"""The actions for a manual edit: edit it again, or remove it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.text.catalogue import _
from gui.theme.plain_text import breakable
from gui.widgets.basics.parts import STRETCH, hbox, label, push_button, vbox


class ManualEditPanel(QWidget):
    """Takes the place of the answer of a finding."""

    again_wanted = Signal()
    taken_back = Signal()

    def __init__(self, message: str, in_force: bool) -> None:
        super().__init__()
        self.again = push_button("editAgain", _("&Edit again…"), "edit")
        if not in_force:
            self.again.hide()
        self.back = push_button("takeBack", _("&Undo edit"), "reset")
        self.again.clicked.connect(lambda: self.again_wanted.emit())
        self.back.clicked.connect(lambda: self.taken_back.emit())
        vbox(label(breakable(message)), hbox(self.again, self.back, STRETCH), owner=self)

    def focus_first(self) -> bool:
        """Sets the focus to the first button."""
        (self.again if self.again.isVisibleTo(self) else self.back).setFocus()
        return True
