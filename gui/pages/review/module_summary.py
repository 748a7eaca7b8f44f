"""The summary of the module in view, shown while no finding is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from core.text.catalogue import _
from gui.models.findings import by_module, module_items, waits
from gui.widgets.basics.parts import label, vbox

if TYPE_CHECKING:
    from core.migration.migrate import Migration


class ModuleSummary(QWidget):
    """Counts and a button. `finding_wanted` carries the id of the first open finding, or else of the first one."""

    finding_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._finding = ""
        self._text = label(role="muted")
        self.first = QPushButton()
        self.first.setObjectName("firstFinding")
        self.first.setAutoDefault(False)
        self.first.clicked.connect(lambda: self.finding_wanted.emit(self._finding))
        vbox(self._text, (self.first, 0, Qt.AlignmentFlag.AlignLeft), owner=self)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Shows that no module is chosen."""
        self._text.setText(_("Choose a finding or a changed line to read why it changes and to answer it."))
        self.first.hide()

    def show_module(self, migration: Migration, name: str) -> str:
        """Shows a module and returns its title; empty for a module that the migration does not have."""
        item = next((item for item in module_items(migration) if item.module == name), None)
        if item is None:
            self.show_nothing()
            return ""
        found = by_module(migration).get(name, ())
        waiting = next((finding for finding in found if waits(migration, finding.id)), None)
        first = waiting or (found[0] if found else None)
        self._finding = "" if first is None else first.id
        self._text.setText(_("No finding chosen. In this module: {counts}").format(counts=item.caption))
        self.first.setText(_("Show the first question") if waiting is not None else _("Show the first finding"))
        self.first.setVisible(first is not None)
        return item.title
