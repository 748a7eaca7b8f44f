"""What Kubernetes will make of the result: one line, and the checks that speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.text.catalogue import _
from gui.models.checks import check_items, verdict, work_out
from gui.pages.common.rows import ItemList
from gui.theme import icons
from gui.widgets.basics.chip import Chip
from gui.widgets.basics.parts import GAP, label

if TYPE_CHECKING:
    from core.migration.verify import Verification
    from gui.state.session import Session


class KubernetesCard(QWidget):
    """Works the checks out aside, after everything else is on screen.

    `place_wanted(module, pointer)` asks for a place of the result, `fix_wanted(id)` for the finding that mends it.
    """

    place_wanted = Signal(str, str)
    fix_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._fixes: dict[str, str] = {}
        self._pointers: dict[str, str] = {}
        self.chip = Chip()
        self.chip.hide()
        self.list = ItemList("kubernetesList", _("What Kubernetes will make of it"))
        caption = label(_("What &Kubernetes will make of it"), "label", wrap=False)
        caption.setBuddy(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(caption)
        layout.addWidget(self.chip)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._foot())
        layout.addStretch()
        self.list.activated.connect(lambda _index: self._go())
        self.list.selectionModel().currentChanged.connect(self._follow)

    def refresh(self) -> None:
        """Check the result of this moment; an earlier answer that comes late is dropped."""
        migration = self._session.migration
        if migration is None:
            return
        mask = self._session.redactor.text

        def show(result: tuple[Verification, frozenset[str], dict[str, str]]) -> None:
            verification, message, self._fixes = result
            self._pointers = {finding.id: finding.pointer for finding in verification.findings}
            items = check_items(migration, verification, message, mask)
            self.list.items.set_items(items)
            self.list.setVisible(bool(items))
            if self.list.current() is None:
                self.list.choose_first()
            hands = sum(item.tone == "manual" for item in items)
            tone, icon, text = verdict(migration, verification, hands)
            self.chip.show_status(tone, text, icon)
            self.chip.show()
            self._follow()
            self._session.judged.emit()

        self._session.jobs.run("verify", lambda: work_out(migration), show, _raise, aside=True)

    def _foot(self) -> QHBoxLayout:
        self.place = QPushButton(_("Go to the pl&ace"))
        self.place.setObjectName("checkPlace")
        self.fix = QPushButton(_("Fi&x it"))
        self.fix.setObjectName("checkFix")
        icons.set_icon(self.place, "link")
        icons.set_icon(self.fix, "edit")
        row = QHBoxLayout()
        for button, slot in ((self.place, self._go), (self.fix, self._fix)):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            button.hide()
            row.addWidget(button)
        row.addStretch()
        return row

    def _follow(self) -> None:
        """The buttons are there for what the item in view has."""
        item = self.list.current()
        self.place.setVisible(self.list.isVisibleTo(self))
        self.place.setEnabled(item is not None)
        self.fix.setVisible(item is not None and item.key in self._fixes)

    def _go(self) -> None:
        item = self.list.current()
        if item is not None:
            self.place_wanted.emit(item.module, self._pointers.get(item.key, ""))

    def _fix(self) -> None:
        item = self.list.current()
        if item is not None and item.key in self._fixes:
            self.fix_wanted.emit(self._fixes[item.key])


def _raise(error: Exception) -> None:
    raise error
