"""Accepting the risk of what blocks the export: a reason and a name, both go into decisions and report."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QPushButton, QVBoxLayout, QWidget

from core.text.catalogue import _, plural
from gui.theme import icons
from gui.widgets.basics.parts import GAP, Entry, label


class RiskForm(QFrame):
    """`accepted` carries reason and name; both must be there."""

    accepted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("riskForm")
        self.setProperty("role", "card")
        self.setProperty("tone", "block")
        self._heading = label(role="heading")
        message = label(
            _("Mend it if you can. If not, the export goes on when somebody takes the responsibility."), "muted"
        )
        self.reason = Entry("riskReason")
        self.reason.setPlaceholderText(_("why it is acceptable here"))
        self.name = Entry("riskName")
        self.name.setPlaceholderText(_("who decides"))
        self.problem = label(role="error")
        self.problem.hide()
        self.button = QPushButton(_("&Accept the risk"))
        self.button.setObjectName("acceptRiskButton")
        self.button.setAutoDefault(False)
        icons.set_icon(self.button, "accept")
        form = QFormLayout()
        form.setVerticalSpacing(GAP)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for text, entry in ((_("&Reason"), self.reason), (_("Na&me"), self.name)):
            caption = label(text, wrap=False)
            caption.setBuddy(entry)
            form.addRow(caption, entry)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GAP, GAP + 4, 2 * GAP, GAP + 4)
        layout.setSpacing(GAP)
        for part in (self._heading, message):
            layout.addWidget(part)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(self.button)
        self.button.clicked.connect(self._accept)
        self.name.returnPressed.connect(self._accept)

    def show_count(self, count: int) -> None:
        """How many findings block the export; hidden when none does."""
        self.setVisible(count > 0)
        text = plural("{count} finding blocks the export", "{count} findings block the export", count)
        self._heading.setText(text)

    def focus_first(self) -> None:
        """Take the keyboard to what is still empty."""
        (self.name if self.reason.text().strip() and not self.name.text().strip() else self.reason).setFocus()

    def _accept(self) -> None:
        reason, name = self.reason.text().strip(), self.name.text().strip()
        complete = bool(reason and name)
        self.problem.setVisible(not complete)
        self.reason.set_valid(bool(reason))
        self.name.set_valid(bool(name))
        if complete:
            self.accepted.emit(reason, name)
            self.reason.clear()
        else:
            self.problem.setText(_("Both are needed: they stand in the report."))
            self.focus_first()
