"""The choice which findings are shown, by how they are, with how many of each there are."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy

from core.text.catalogue import _
from gui.models.findings import filters, state_name
from gui.widgets.basics.parts import label_for


class StateFilter(QComboBox):
    """All findings, or those of one state; `currentIndexChanged` reports another choice."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(8)

    def caption(self) -> QLabel:
        """What is before it, and leads the keyboard to it."""
        return label_for(_("Sho&w"), self, "muted")

    def state(self) -> str:
        """The state that is asked for, of `filters`; empty for all."""
        return str(self.currentData() or "")

    def show_all(self) -> None:
        """Ask for all."""
        self.setCurrentIndex(0)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """The filters that would show something, each with its count; the one chosen stays though it shows nothing."""
        chosen = self.state()
        shown = [state for state in filters() if counts[state] or state in ("", chosen)]
        self.blockSignals(True)
        if [self.itemData(row) for row in range(self.count())] != shown:
            self.clear()
            for state in shown:
                self.addItem("", state)
            self.setCurrentIndex(shown.index(chosen))
        for row, state in enumerate(shown):
            self.setItemText(row, f"{state_name(state)} ({counts[state]})")
        self.blockSignals(False)
