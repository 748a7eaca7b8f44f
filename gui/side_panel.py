"""The left edge of the window: whose it is, the steps, and the few commands that are always there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from gui import icons
from gui.settings import Mode
from gui.widgets.parts import GAP, label, tool_button
from gui.widgets.step_list import StepList
from gui.words import _

RAIL = 52
"""Width of the list of steps when only its icons are shown."""


class SidePanel(QFrame):
    """`theme_chosen(mode)`, `diff_chosen(palette)`; the rest are actions of the window."""

    theme_chosen = Signal(str)
    diff_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self.setProperty("role", "plain")
        self.steps = StepList()
        self.saved = label(role="caption")
        self.saved.setObjectName("savedNote")
        self.saved.setContentsMargins(GAP, 0, 0, 0)
        self.look = tool_button("lookButton", "contrast", _("Look"), _("Dark, light, colours of changes"))
        self.look.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._picture = QLabel()
        self._name = label("EdgeShift", "heading", False)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.setSpacing(2)
        self._foot.setContentsMargins(GAP // 2, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP + 4, GAP, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(self._brand())
        layout.addSpacing(GAP)
        layout.addWidget(self.steps, 1)
        layout.addWidget(self.saved)
        layout.addLayout(self._foot)

    def set_narrow(self, narrow: bool) -> None:
        """A rail of icons where there is no room for words."""
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.steps.setVerticalScrollBarPolicy(off if narrow else needed)
        self._name.setHidden(narrow)
        self._picture.setHidden(narrow)
        self.saved.setHidden(narrow)
        self._foot.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.steps.setFixedWidth(RAIL if narrow else self.steps.fontMetrics().averageCharWidth() * 28)

    def add_actions(self, *actions: QAction) -> None:
        """Buttons for these, then the one for the look."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setObjectName(action.objectName().replace("Action", "Button"))
            button.setAccessibleName(action.text())
            button.setIconSize(QSize(18, 18))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._foot.addWidget(button)
        self._foot.addWidget(self.look)
        self._foot.addStretch()

    def set_look(self, mode: Mode, diff: str) -> None:
        """Mark what is in force."""
        menu = QMenu(self.look)
        menu.setObjectName("lookMenu")
        modes = (("system", _("Follow the system")), ("light", _("Light")), ("dark", _("Dark")))
        palettes = (("blue-orange", _("Changes in blue and orange")), ("red-green", _("Changes in red and green")))
        _choices(menu, modes, mode, self.theme_chosen)
        menu.addSeparator()
        _choices(menu, palettes, diff, self.diff_chosen)
        old = self.look.menu()
        self.look.setMenu(menu)
        if old is not None:
            old.deleteLater()

    def _brand(self) -> QHBoxLayout:
        self._picture.setPixmap(icons.app_icon().pixmap(24, 24))
        row = QHBoxLayout()
        row.setContentsMargins(GAP, 0, 0, 0)
        row.addWidget(self._picture)
        row.addWidget(self._name)
        row.addStretch()
        return row


def _choices(menu: QMenu, options: tuple[tuple[str, str], ...], current: str, chosen: object) -> None:
    group = QActionGroup(menu)
    for value, text in options:
        action = menu.addAction(text)
        action.setObjectName(f"look_{value}")
        action.setCheckable(True)
        action.setChecked(value == current)
        action.triggered.connect(lambda _on=False, value=value: chosen.emit(value))  # type: ignore[attr-defined]
        group.addAction(action)
