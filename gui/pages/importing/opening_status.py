"""The state of opening a file: it is being read, it is invalid, or it can be repaired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.text.catalogue import _
from gui.pages.importing.repair_offer import RepairOffer
from gui.widgets.basics.error_box import ErrorBox
from gui.widgets.basics.parts import label, vbox
from gui.widgets.basics.progress_card import ProgressCard

if TYPE_CHECKING:
    from gui.state.user_error import UserError


class OpeningStatus(QWidget):
    """`cancelled`: the operator stops waiting · `repaired(text, file name)`: a repaired copy is requested."""

    cancelled = Signal()
    repaired = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.progress = ProgressCard()
        self.error = ErrorBox()
        self.error.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.still = label(role="label", name="stillOpen")
        self.repair = RepairOffer()
        self.progress.cancelled.connect(self.cancelled)
        self.repair.wanted.connect(self.repaired)
        vbox(self.progress, self.error, self.still, self.repair, owner=self)
        self.still.hide()
        self.hide()

    @property
    def is_wrong(self) -> bool:
        """Whether an error is shown."""
        return not self.error.isHidden() and not self.isHidden()

    def wait_for(self, name: str) -> None:
        """Shows that a file is being read, with a cancel button."""
        self.clear()
        self.progress.show_name(name)
        self.show()
        self.progress.cancel.setFocus()

    def clear(self) -> None:
        """Clears error and progress."""
        self.error.clear()
        self.repair.hide()
        self.still.hide()
        self.progress.hide()
        self.hide()

    def explain(self, title: str, text: str, remedy: str) -> None:
        """Shows an error without a place in a file."""
        self.clear()
        self.error.show_text(title, text, remedy)
        self.show()

    def show_user_error(self, user_error: UserError) -> None:
        """Shows an error with its place and the possible repair."""
        self.clear()
        if user_error.error is not None:
            self.error.show_error(user_error.error, user_error.source, user_error.title)
        else:
            self.error.show_text(user_error.title, user_error.text, user_error.remedy)
        self.repair.offer(user_error)
        self.show()

    def show_still_open(self, name: str) -> None:
        """Shows which manifest is still open; nothing without one."""
        self.still.setText(_("Still open: {name}").format(name=name))
        self.still.setVisible(bool(name) and self.is_wrong)
