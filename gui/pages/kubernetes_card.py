"""What Kubernetes will make of the result: one line, and the checks that speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.models.checks import check_items, verdict, work_out
from gui.models.items_model import Item
from gui.pages.rows import ItemList
from gui.widgets.chip import Chip
from gui.widgets.parts import GAP
from gui.words import _

if TYPE_CHECKING:
    from core.verify import Verification
    from gui.session import Session


class KubernetesCard(QWidget):
    """Works the checks out aside, after everything else is on screen."""

    place_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.chip = Chip()
        self.chip.hide()
        self.list = ItemList("kubernetesList", _("What Kubernetes will make of it"))
        caption = QLabel(_("What &Kubernetes will make of it"))
        caption.setProperty("role", "label")
        caption.setBuddy(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(caption)
        layout.addWidget(self.chip)
        layout.addWidget(self.list, 1)
        layout.addStretch()
        self.list.activated.connect(lambda _index: self._go())

    def refresh(self) -> None:
        """Check the result of this moment; an earlier answer that comes late is dropped."""
        migration = self._session.migration
        if migration is None:
            return
        mask = self._session.redactor.text

        def show(made: tuple[Verification, frozenset[str]]) -> None:
            verification, told = made
            items = check_items(migration, verification, told, mask)
            self.list.items.set_items(items)
            self.list.setVisible(bool(items))
            tone, icon, text = verdict(verification, len(items))
            self.chip.show_status(tone, text, icon)
            self.chip.show()

        self._session.jobs.run("verify", lambda: work_out(migration), show, lambda _error: None, aside=True)

    def _go(self) -> None:
        item: Item | None = self.list.current()
        if item is not None:
            self.place_wanted.emit(item)
