"""The fields of the report header: customer, site, engineer, ticket. All of them are optional."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout

from core.text.catalogue import _
from gui.widgets.basics.entry import Entry
from gui.widgets.basics.parts import GAP, Card, fill, label, label_for


class AboutForm(Card):
    """Four lines; `edited` after each change. Keys are the fields of `core.model.decisions.About`."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        texts = {
            "customer": _("C&ustomer"),
            "site": _("S&ite"),
            "engineer": _("&Engineer"),
            "ticket": _("&Ticket"),
        }
        self._shown: dict[str, str] = dict.fromkeys(texts, "")
        self.entries = {key: Entry(f"{key}Edit") for key in texts}
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GAP)
        grid.setVerticalSpacing(GAP)
        for place, (key, text) in enumerate(texts.items()):
            row, column = divmod(place, 2)
            grid.addWidget(label_for(text, self.entries[key]), row, 2 * column)
            grid.addWidget(self.entries[key], row, 2 * column + 1)
            self.entries[key].editingFinished.connect(self.edited)
            grid.setColumnStretch(2 * column + 1, 1)
        hint = label(_("All optional. The engineer is recorded with later answers."), "caption")
        fill(self.rows, label(_("Report header"), "label"), grid, hint)

    def offer(self, key: str, earlier: Sequence[str]) -> None:
        """Offers earlier values of a line as completion; nothing is filled in automatically."""
        completer = QCompleter(list(earlier), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.entries[key].setCompleter(completer)

    def set_values(self, values: Mapping[str, str]) -> None:
        """Sets the values; a line that is being edited stays."""
        for key, entry in self.entries.items():
            if not entry.hasFocus() or entry.text().strip() == self._shown[key]:
                entry.setText(values[key])
            self._shown[key] = values[key]

    def values(self) -> dict[str, str]:
        """The present values."""
        return {key: entry.text().strip() for key, entry in self.entries.items()}
