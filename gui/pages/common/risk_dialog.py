"""Accepting what blocks the export, block by block: a reason and a name, both go into decisions and report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from core.text.catalogue import _, plural
from gui.models.findings import module_title
from gui.models.ticks_model import TicksModel
from gui.models.todo import todo
from gui.pages.common.rows import ItemList
from gui.widgets.basics.dialog import Dialog
from gui.widgets.basics.entry import Entry, form
from gui.widgets.basics.parts import STRETCH, hbox, label, push_button

if TYPE_CHECKING:
    from gui.models.items_model import Item
    from gui.pages.common.page import Context


class RiskDialog(Dialog):
    """What blocks is listed, each with a box; the reason and the name are those of the blocks that are ticked.

    `accepted_by(ids, reason, name)`: all three must be there. `chosen` is the block that is ticked at first; one that
    is alone is ticked anyway.
    """

    accepted_by = Signal(tuple, str, str)

    def __init__(self, blocks: Sequence[Item], name: str, chosen: str = "", parent: QWidget | None = None) -> None:
        super().__init__("riskDialog", _("Accept risks"), parent)
        count = plural("{count} finding blocks the export", "{count} findings block the export", len(blocks))
        message = _(
            "Correct as many blocks as possible first. Then select the risks that you accept; you can accept "
            "risks with a different reason later. The export is possible when every block is corrected or "
            "accepted."
        )
        self.ticks = TicksModel()
        self.ticks.set_items(blocks)
        self.list = ItemList("riskList", _("Findings that block the export"), self.ticks)
        self.all = QCheckBox(_("Select a&ll"))
        self.all.setObjectName("riskAll")
        if len(blocks) == 1:
            self.all.hide()
        self.reason = Entry("riskReason", hint=_("Why the risk is acceptable"))
        self.name = Entry("riskName", hint=_("Your name"))
        self.name.setText(name)
        self.problem = label(role="error")
        self.problem.hide()
        self._lay_out(count, message)
        self.name.returnPressed.connect(self._accept)
        self.list.activated.connect(self._turn)
        self.all.clicked.connect(lambda ticked: self.ticks.set_ticked([item.key for item in blocks] if ticked else ()))
        self.ticks.ticked_changed.connect(self._show_ticked)
        self.ticks.set_ticked([item.key for item in blocks if len(blocks) == 1 or item.key == chosen])
        if not self.list.choose(chosen):
            self.list.choose_first()
        self._show_ticked()
        self.resize(600, 460)
        (self.reason if self.ticks.ticked() else self.list).setFocus()

    def _lay_out(self, count: str, message: str) -> None:
        self.accept_button = push_button("acceptRiskButton", icon="accept")
        self.accept_button.clicked.connect(self._accept)
        cancel = push_button("riskCancelButton", _("&Cancel"))
        cancel.clicked.connect(self.reject)
        fields = form((_("&Reason"), self.reason), (_("&Name"), self.name))
        foot = hbox(STRETCH, self.accept_button, cancel)
        self.lay_out(
            label(count, "heading"), label(message, "muted"), self.all, (self.list, 1), fields, self.problem, foot
        )

    def _turn(self, index: QModelIndex) -> None:
        """Enter and a double click tick or clear, too."""
        there = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if there else Qt.CheckState.Checked
        self.ticks.setData(index, state, Qt.ItemDataRole.CheckStateRole)

    def _show_ticked(self) -> None:
        """The button says how many it accepts; the box above the list follows."""
        count = len(self.ticks.ticked())
        self.all.setChecked(count == len(self.ticks.items()))
        self.accept_button.setText(plural("&Accept {count} risk", "&Accept {count} risks", count))
        self.accept_button.setEnabled(count > 0)

    def _accept(self) -> None:
        ticked = self.ticks.ticked()
        if not ticked:
            return
        reason, name = self.reason.text().strip(), self.name.text().strip()
        self.reason.set_valid(bool(reason))
        self.name.set_valid(bool(name))
        if not (reason and name):
            self.problem.setText(_("Reason and name are both required: the report shows them."))
            self.problem.show()
            (self.name if reason else self.reason).setFocus()
            return
        self.accepted_by.emit(ticked, reason, name)
        self.accept()


def ask_to_accept(context: Context, window: QWidget, chosen: str = "") -> None:
    """Open the dialog over a window for everything that blocks now; accepted risks are added to the session.

    `chosen` is the entry of the list of what is to do that the keyboard is on.
    """
    session = context.session
    if session.migration is None:
        return
    found = todo(session.migration, session.redactor.text)
    blocks = [replace(item, caption=module_title(item.module)) for item in found.blocks()]
    dialog = RiskDialog(blocks, context.settings.text("operator"), chosen, window)

    def accept(ids: tuple[str, ...], reason: str, name: str) -> None:
        context.settings.set_text("operator", name)
        session.accept_risks(ids, reason, name)

    dialog.accepted_by.connect(accept)
    dialog.open()
