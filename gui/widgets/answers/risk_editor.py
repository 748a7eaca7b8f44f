"""Accepting a risk: a block of the export can be accepted, but only with a name and a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from core.text.catalogue import _
from gui.widgets.basics.entry import Entry
from gui.widgets.basics.parts import STRETCH, hbox, label, push_button


class RiskBody(QWidget):
    """Name, reason and a button that is enabled once both are filled in. `accepted` carries reason and name."""

    accepted = Signal(str, str)
    reset = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.by = Entry("riskNameEdit")
        self.reason = Entry("riskReasonEdit", hint=_("Reason for accepting the risk (shown in the report)"))
        self.accept = push_button("riskAccept", _("Accept the risk"))
        self.take_back = push_button("riskTakeBack", _("Undo acceptance"))
        self.message = label()
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.addRow(self.message)
        self._form.addRow(_("Your name"), self.by)
        self._form.addRow(_("Reason"), self.reason)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter)
        buttons = hbox(self.accept, self.take_back, STRETCH)
        self._form.addRow(buttons)
        self.by.textChanged.connect(self._judge)
        self.reason.textChanged.connect(self._judge)
        self.accept.clicked.connect(self._explain)
        self.take_back.clicked.connect(self.reset)
        self.show_state(False, "", "")

    def show_state(self, accepted: bool, note: str, by: str) -> None:
        """Shows the form for an open risk; for an accepted one by whom and why, with a button to revoke it."""
        if accepted:
            self.message.setText(_("Accepted by {name}: {reason}").format(name=by, reason=note))
        else:
            self.message.setText(
                _("The export is blocked until the cause is corrected or the risk is accepted by name.")
            )
        for field in (self.by, self.reason):
            self._form.setRowVisible(field, not accepted)
        self.accept.setVisible(not accepted)
        self.take_back.setVisible(accepted)
        self._judge()

    def focus_widget(self) -> QWidget:
        """The first field to fill in."""
        return self.by if self._form.isRowVisible(self.by) else self.take_back

    def _judge(self) -> None:
        self.accept.setEnabled(bool(self.by.text().strip() and self.reason.text().strip()))

    def _explain(self) -> None:
        self.accepted.emit(self.reason.text().strip(), self.by.text().strip())
