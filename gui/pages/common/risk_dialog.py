"""Accepting the risk of what blocks the export: a reason and a name, both go into decisions and report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.text.catalogue import _, plural
from gui.models.findings import module_title
from gui.models.todo import todo
from gui.pages.common.rows import ItemList
from gui.theme import icons
from gui.widgets.basics.parts import GAP, Entry, label

if TYPE_CHECKING:
    from gui.models.items_model import Item
    from gui.pages.common.page import Context


class RiskDialog(QDialog):
    """What is accepted is listed; `accepted_by` carries reason and name, and both must be there."""

    accepted_by = Signal(str, str)

    def __init__(self, blocks: Sequence[Item], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("riskDialog")
        self.setWindowTitle(_("Accept risks"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        count = plural("{count} finding blocks the export", "{count} findings block the export", len(blocks))
        message = _("Fix what you can first. The export goes on when someone takes responsibility for the rest.")
        self.list = ItemList("riskList", count)
        self.list.items.set_items(blocks)
        self.reason = Entry("riskReason")
        self.reason.setPlaceholderText(_("Why it is acceptable here"))
        self.name = Entry("riskName")
        self.name.setPlaceholderText(_("Who decides"))
        self.name.setText(name)
        self.problem = label(role="error")
        self.problem.hide()
        form = QFormLayout()
        form.setVerticalSpacing(GAP)
        for text, entry in ((_("&Reason"), self.reason), (_("&Name"), self.name)):
            caption = label(text, wrap=False)
            caption.setBuddy(entry)
            form.addRow(caption, entry)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        layout.setSpacing(GAP)
        layout.addWidget(label(count, "heading"))
        layout.addWidget(label(message, "muted"))
        layout.addWidget(self.list, 1)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addLayout(self._foot())
        self.name.returnPressed.connect(self._accept)
        self.resize(560, 420)
        self.reason.setFocus()

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        for name, text, icon, slot in (
            ("acceptRiskButton", _("&Accept the risk"), "accept", self._accept),
            ("riskCancelButton", _("&Cancel"), "", self.reject),
        ):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setAutoDefault(False)
            if icon:
                icons.set_icon(button, icon)
            button.clicked.connect(slot)
            row.addWidget(button)
        return row

    def _accept(self) -> None:
        reason, name = self.reason.text().strip(), self.name.text().strip()
        self.reason.set_valid(bool(reason))
        self.name.set_valid(bool(name))
        if not (reason and name):
            self.problem.setText(_("Reason and name are both required: the report shows them."))
            self.problem.show()
            (self.name if reason else self.reason).setFocus()
            return
        self.accepted_by.emit(reason, name)
        self.accept()


def ask_to_accept(context: Context, window: QWidget) -> None:
    """Open the dialog over a window for everything that blocks now; what is accepted goes into the session."""
    session = context.session
    if session.migration is None:
        return
    found = todo(session.migration, session.redactor.text)
    blocks = [replace(item, caption=module_title(item.module)) for item in found.blocks()]
    dialog = RiskDialog(blocks, context.settings.text("operator"), window)

    def accept(reason: str, name: str) -> None:
        context.settings.set_text("operator", name)
        session.accept_risk(reason, name)

    dialog.accepted_by.connect(accept)
    dialog.open()
