"""The panel at the left edge: product name, steps, and the commands that are always available."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from core.text.catalogue import _
from gui.widgets.basics.parts import GAP, STRETCH, hbox, label, tool_button

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QMenu, QToolButton

    from gui.theme.colors import Mode
    from gui.widgets.steps.step_list import StepList

RAIL = 8
"""Width of the list of steps as a rail, each name below its icon, in average letters."""
RAIL_BELOW = 1440
"""In a window narrower than this, in logical pixels, the steps are a rail: a laptop's width goes to the page."""
LOW = 420
"""The window height in logical pixels below which the note that all is saved is hidden, in favor of the steps."""
FOOT_COLUMNS = 2
"""Buttons in a row below the rail."""
LETTERS = 28
"""Width of the list of steps in average letters."""


class SidePanel(QFrame):
    """Emits `theme_chosen(mode)` and `diff_chosen(palette)`; the other commands are actions of the window.

    It has its width from the start; `fill` adds the content once the page beside it is painted.
    """

    theme_chosen = Signal(str)
    diff_chosen = Signal(str)
    steps: StepList
    _filled, _narrow = False, True  # before Qt makes the rest: its calls already send events

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidePanel")
        self.setProperty("role", "plain")
        self._keep_place()

    def fill(self) -> None:
        """Adds the steps and the commands below them."""
        from PySide6.QtWidgets import QToolButton

        from gui.widgets.steps.step_list import StepList

        self.steps = StepList()
        self.saved = label(role="caption", name="savedNote")
        self.look = tool_button("lookButton", "contrast", _("Appearance"), _("Theme and colors of changes"))
        self.look.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._foot = QGridLayout()
        self._foot.setSpacing(0)
        self._buttons: list[QToolButton] = []
        layout = self._lines = QVBoxLayout(self)
        layout.setSpacing(GAP)
        layout.addWidget(self._brand())
        layout.addWidget(self.steps, 1)
        layout.addWidget(self.saved)
        layout.addLayout(self._foot)
        self._filled = True
        self.set_narrow(self._narrow)

    def showEvent(self, event: QShowEvent) -> None:
        """Removes the margins of the container into which the wizard puts the panel."""
        super().showEvent(event)
        holder = self.parentWidget()
        around = holder.layout() if holder is not None else None
        if around is not None:
            around.setContentsMargins(0, 0, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hides the line about saving in a very low window, to leave its space to the steps."""
        super().resizeEvent(event)
        if self._filled:
            self.saved.setHidden(self._narrow and event.size().height() < LOW)

    def set_narrow(self, narrow: bool) -> None:
        """Shows icons only where text beside them does not fit."""
        self._narrow = narrow
        self._keep_place()
        if not self._filled:
            return
        self._brand_row.setHidden(narrow)
        self.saved.setProperty("alignment", "AlignHCenter" if narrow else "AlignLeft")
        self.saved.setContentsMargins(0 if narrow else GAP // 2, 0, 0, 0)
        self._arrange_foot()
        self.steps.set_rail(narrow, self._width_needed())

    def _width_needed(self) -> int:
        return self.fontMetrics().averageCharWidth() * (RAIL if self._narrow else LETTERS)

    def _keep_place(self) -> None:
        self.setFixedWidth(self._width_needed() + (4 if self._narrow else 2 * GAP))
        if self._filled:
            side = 2 if self._narrow else GAP
            self._lines.setContentsMargins(side, GAP + 4, side, GAP)

    def add_actions(self, *actions: QAction) -> None:
        """Adds buttons for these actions, then the one for the look."""
        from PySide6.QtWidgets import QToolButton

        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setObjectName(action.objectName().replace("Action", "Button"))
            button.setAccessibleName(action.text())
            button.setIconSize(QSize(18, 18))
            button.setProperty("focusPolicy", "StrongFocus")
            self._buttons.append(button)
        self._buttons.append(self.look)
        self._arrange_foot()

    def _arrange_foot(self) -> None:
        """Arranges the buttons in a row, or in rows of two below a rail."""
        columns = FOOT_COLUMNS if self._narrow else max(1, len(self._buttons))
        for place, button in enumerate(self._buttons):
            button.setIconSize(QSize(16, 16) if self._narrow else QSize(18, 18))
            self._foot.addWidget(button, place // columns, place % columns)
        self._foot.setColumnStretch(len(self._buttons), 0 if self._narrow else 1)

    def set_look(self, mode: Mode, diff: str) -> None:
        """Marks the current theme and colors in the menu."""
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self.look)
        menu.setObjectName("lookMenu")
        modes = (("system", _("Use system setting")), ("light", _("Light")), ("dark", _("Dark")))
        palettes = (("blue-orange", _("Changes in blue and orange")), ("red-green", _("Changes in red and green")))
        _choices(menu, modes, mode, self.theme_chosen.emit)
        menu.addSeparator()
        _choices(menu, palettes, diff, self.diff_chosen.emit)
        old = self.look.menu()
        self.look.setMenu(menu)
        if old is not None:
            old.deleteLater()

    def _brand(self) -> QWidget:
        from gui.theme import icons

        self._brand_row = QWidget()
        picture = QLabel()
        picture.setPixmap(icons.app_pixmap(24))
        hbox(picture, label("EdgeShift", "heading", False), STRETCH, owner=self._brand_row, margins=(GAP, 0, 0, GAP))
        return self._brand_row


def _choices(menu: QMenu, options: tuple[tuple[str, str], ...], current: str, chosen: Callable[[str], None]) -> None:
    from PySide6.QtGui import QActionGroup

    group = QActionGroup(menu)
    for value, text in options:
        action = menu.addAction(text)
        action.setObjectName(f"look_{value}")
        action.setCheckable(True)
        action.setChecked(value == current)
        action.triggered.connect(lambda _on=False, value=value: chosen(value))
        group.addAction(action)
