"""The ways in: open, drop, paste, sample, and the files of the last days."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui import icons
from gui.models.items_model import Item
from gui.pages.rows import ItemList
from gui.widgets.parts import GAP, card, label
from gui.words import _


class StartCard(QWidget):
    """Buttons and recent files; it only tells what is wanted."""

    open_wanted = Signal()
    paste_wanted = Signal()
    sample_wanted = Signal()
    recent_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = _button("openButton", "open", _("&Open a manifest…"), self.open_wanted)
        self.open.setProperty("role", "primary")
        icons.dress(self.open, "open", "accent_text")
        self.paste = _button("pasteButton", "paste", _("&Paste"), self.paste_wanted)
        self.paste.setToolTip(_("Paste a manifest from the clipboard (Ctrl+V)"))
        self.sample = _button("sampleButton", "sample", _("&Sample"), self.sample_wanted)
        self.sample.setToolTip(_("Try it with a made-up manifest of an FPGA site"))
        self.recent = ItemList("recentList", _("Recent files"))
        self._recent_label = QLabel(_("&Recent files"))
        self._recent_label.setProperty("role", "label")
        self._recent_label.setBuddy(self.recent)
        self.recent.clicked.connect(self._chosen)
        self.recent.activated.connect(self._chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._ways())
        layout.addSpacing(GAP)
        layout.addWidget(self._recent_label)
        layout.addWidget(self.recent, 1)
        layout.addStretch(0)

    def set_recent(self, paths: Sequence[Path]) -> None:
        """Show these files; nothing at all when there are none."""
        self.recent.items.set_items([Item(str(path), path.name, str(path.parent), "file", "muted") for path in paths])
        for part in (self.recent, self._recent_label):
            part.setVisible(bool(paths))

    def _ways(self) -> QWidget:
        frame = card()
        frame.setObjectName("startCard")
        layout = frame.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(label(_("Drop a manifest anywhere in this window"), "heading"))
        layout.addWidget(label(_("or open the file you exported from IoT Hub:"), "muted"))
        layout.addWidget(self.open)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.paste, 1)
        row.addWidget(self.sample, 1)
        layout.addLayout(row)
        hint = _("Pasted text is saved to a file first: going on later and rolling back need one.")
        layout.addWidget(label(hint, "caption"))
        return frame

    def _chosen(self) -> None:
        item = self.recent.current()
        if item is not None:
            self.recent_wanted.emit(item.key)


def _button(name: str, icon: str, text: str, signal: object) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    icons.dress(button, icon)
    button.clicked.connect(signal)
    return button
