"""The left edge of the window: whose it is, the steps, and the few commands that are always there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.text.catalogue import _
from gui.widgets.basics.parts import GAP, STRONG_FOCUS, label, tool_button

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    from gui.state.settings import Mode
    from gui.widgets.steps.step_list import StepList

RAIL = 52
"""Width of the list of steps when only its icons are shown."""
LETTERS = 28
"""Width of the list of steps in average letters."""


class SidePanel(QFrame):
    """`theme_chosen(mode)`, `diff_chosen(palette)`; the rest are actions of the window.

    It keeps its place from the start; `furnish` fills it once the page beside it is painted.
    """

    theme_chosen = Signal(str)
    diff_chosen = Signal(str)
    steps: StepList

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self.setProperty("role", "plain")
        self._furnished = self._narrow = False
        self._keep_place()

    def furnish(self) -> None:
        """Make the steps and the foot."""
        from PySide6.QtWidgets import QToolButton

        from gui.widgets.steps.step_list import StepList

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
        self._furnished = True
        self.set_narrow(self._narrow)

    def set_narrow(self, narrow: bool) -> None:
        """A rail of icons where there is no room for words."""
        self._narrow = narrow
        self._keep_place()
        if not self._furnished:
            return
        self._name.setHidden(narrow)
        self._picture.setHidden(narrow)
        self.saved.setHidden(narrow)
        self._foot.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.steps.set_rail(narrow, self._width_needed())

    def _width_needed(self) -> int:
        return RAIL if self._narrow else self.fontMetrics().averageCharWidth() * LETTERS

    def _keep_place(self) -> None:
        self.setFixedWidth(self._width_needed() + 2 * GAP)

    def add_actions(self, *actions: QAction) -> None:
        """Buttons for these, then the one for the look."""
        from PySide6.QtWidgets import QToolButton

        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setObjectName(action.objectName().replace("Action", "Button"))
            button.setAccessibleName(action.text())
            button.setIconSize(QSize(18, 18))
            button.setProperty("focusPolicy", STRONG_FOCUS)
            self._foot.addWidget(button)
        self._foot.addWidget(self.look)
        self._foot.addStretch()

    def set_look(self, mode: Mode, diff: str) -> None:
        """Mark what is in force."""
        from PySide6.QtWidgets import QMenu

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
        from gui.theme import icons

        self._picture.setPixmap(icons.app_icon().pixmap(24, 24))
        row = QHBoxLayout()
        row.setContentsMargins(GAP, 0, 0, 0)
        row.addWidget(self._picture)
        row.addWidget(self._name)
        row.addStretch()
        return row


def _choices(menu: QMenu, options: tuple[tuple[str, str], ...], current: str, chosen: object) -> None:
    from PySide6.QtGui import QActionGroup

    group = QActionGroup(menu)
    for value, text in options:
        action = menu.addAction(text)
        action.setObjectName(f"look_{value}")
        action.setCheckable(True)
        action.setChecked(value == current)
        action.triggered.connect(lambda _on=False, value=value: chosen.emit(value))  # type: ignore[attr-defined]
        group.addAction(action)
