"""A status in a word: icon, text and tint together, so that it never rests on colour alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from core.text.catalogue import _
from gui.theme import icons
from gui.widgets.basics.parts import label, restyle

TONES = ("ok", "ask", "manual", "block", "note", "kept")


def status(state: str, verdict: str = "") -> tuple[str, str, str]:
    """Tone, icon and word for the state of a finding (`Migration.state`), or its verdict where it has none."""
    if state == "open" and verdict == "block":
        return "block", "block", _("Blocks the export")
    table = {
        "applied": ("ok", "done", _("Applied")),
        "open": ("ask", "question", _("Needs you")),
        "kept": ("kept", "kept", _("Kept as it is")),
        "idle": ("kept", "info", _("Not needed now")),
        "accepted": ("block", "accept", _("Risk accepted")),
        "manual": ("manual", "manual", _("By hand")),
        "edited": ("note", "edit", _("Edited by hand")),
        "stale": ("ask", "question", _("No longer fits")),
        "refused": ("block", "block", _("Not carried out")),
        "note": ("note", "info", _("Note")),
        "auto": ("ok", "auto", _("Automatic")),
        "ask": ("ask", "question", _("Needs you")),
        "block": ("block", "block", _("Blocks the export")),
    }
    return table.get(state or verdict, table["note"])


class Chip(QFrame):
    """A small rounded label. `tone` is one of TONES, `icon` a name of `gui.theme.icons`."""

    def __init__(self, tone: str = "note", text: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = ""
        self._picture = QLabel()
        self._text = label(wrap=False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 9, 2)
        layout.setSpacing(5)
        layout.addWidget(self._picture)
        layout.addWidget(self._text)
        self.setProperty("role", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_status(tone, text, icon)

    def show_status(self, tone: str, text: str, icon: str = "") -> None:
        """Say something else."""
        self._icon = icon
        self._text.setText(text)
        self._picture.setVisible(bool(icon))
        self.setAccessibleName(text)
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)
            restyle(self._text)
        self._paint_icon()

    def text(self) -> str:
        """The word on it."""
        return self._text.text()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme, another colour of the icon."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._paint_icon()

    def _paint_icon(self) -> None:
        if self._icon:
            self._picture.setPixmap(icons.pixmap(self._icon, str(self.property("tone")), 14))
            self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
