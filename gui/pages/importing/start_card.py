"""The ways to open a manifest: open, drop, paste, sample, and recent files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from core.text.catalogue import _
from gui.theme import icons
from gui.widgets.basics.parts import GAP, STRETCH, Card, hbox, label, label_for, push_button, restyle, vbox

if TYPE_CHECKING:
    from gui.pages.common.rows import ItemList


_FEW, _NO_LIMIT = 110, 16_777_215
"""Heights of the list of recent files in logical pixels: for two files, or for all."""


class StartCard(QWidget):
    """Buttons and recent files; it only reports requests."""

    open_wanted = Signal()
    paste_wanted = Signal()
    sample_wanted = Signal()
    recent_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.open = _button("openButton", "open", _("&Open a manifest…"), self.open_wanted)
        self._set_primary(True)
        self.paste = _button("pasteButton", "paste", _("&Paste"), self.paste_wanted)
        self.paste.setToolTip(_("Paste a manifest from the clipboard (Ctrl+V)"))
        self.sample = _button("sampleButton", "sample", _("&Sample"), self.sample_wanted)
        self.sample.setToolTip(_("Try EdgeShift with a sample manifest of an FPGA site"))
        self._recent: ItemList | None = None
        self._most, self.narrow = _NO_LIMIT, False
        self._rows = vbox(self._ways(), STRETCH, owner=self)

    def mark(self, primary: bool) -> None:
        """Shows whether opening is the next step."""
        if primary is not (self.open.property("role") == "primary"):
            self._set_primary(primary)
            restyle(self.open)

    def _set_primary(self, primary: bool) -> None:
        self.open.setProperty("role", "primary" if primary else "")
        icons.set_icon(self.open, "open", "accent_text" if primary else "text")

    def set_narrow(self, narrow: bool) -> None:
        """Makes the list of recent files lower in a narrow window."""
        self.narrow = narrow
        self._most = _FEW if narrow else _NO_LIMIT
        if self._recent is not None:
            self._recent.setMaximumHeight(self._most)

    def set_recent(self, paths: Sequence[Path]) -> None:
        """Shows these files; nothing if there are none."""
        if not paths:
            return
        from gui.models.items_model import Item

        if self._recent is None:
            self._recent = self._make_list()
        self._recent.items.set_items([Item(str(path), path.name, str(path.parent), "file", "muted") for path in paths])

    def _make_list(self) -> ItemList:
        """Creates the list only when it is needed, which keeps the first paint fast."""
        from gui.pages.common.rows import ItemList

        files = ItemList("recentList", _("Recent files"))
        caption = label_for(_("&Recent files"), files, "label")
        files.setMaximumHeight(self._most)
        files.clicked.connect(self._chosen)
        files.activated.connect(self._chosen)
        self._rows.insertSpacing(1, GAP)
        self._rows.insertWidget(2, caption)
        self._rows.insertWidget(3, files, 1)
        return files

    def _ways(self) -> QWidget:
        hint = _("Pasted text is saved to a file first. The file is required to continue later and to roll back.")
        return Card(
            label(_("Drop a manifest anywhere in this window"), "heading"),
            label(_("or open the file that you exported from IoT Hub:"), "muted"),
            self.open,
            hbox((self.paste, 1), (self.sample, 1), gap=GAP),
            label(hint, "caption"),
            name="startCard",
        )

    def _chosen(self) -> None:
        item = self._recent.current() if self._recent is not None else None
        if item is not None:
            self.recent_wanted.emit(item.key)


def _button(name: str, icon: str, text: str, signal: object) -> QPushButton:
    button = push_button(name, text)
    icons.set_icon(button, icon)
    button.clicked.connect(signal)
    return button
