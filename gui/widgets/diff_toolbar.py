"""The commands of the comparison: actions with their shortcuts, and the bar that shows them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from gui import icons
from gui.widgets.parts import GAP, label
from gui.words import _

WINDOW = Qt.ShortcutContext.WindowShortcut
HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class DiffToolbar(QFrame):
    """Buttons at the top, and every action also on the owner, so that its keys work there."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setProperty("role", "plain")
        self._owner = owner
        self.previous = self._action("previousChange", "previous_change", _("Previous change"), ["Shift+F7"])
        self.next = self._action("nextChange", "next_change", _("Next change"), ["F7"])
        self.search = self._action("searchRows", "search", _("Find"), ["Ctrl+F"])
        self.wrap = self._action("wrapRows", "wrap", _("Wrap long lines"), ["Alt+Z"])
        self.wrap.setCheckable(True)
        self.fold = self._action("foldRows", "fold", _("Fold what does not change"), ["Ctrl+Shift+M"])
        self.fold.setCheckable(True)
        self.zoom_in = self._action("zoomIn", "zoom_in", _("Larger text"), ["Ctrl++", "Ctrl+="])
        self.zoom_out = self._action("zoomOut", "zoom_out", _("Smaller text"), ["Ctrl+-"])
        self.zoom_reset = self._action("zoomReset", "", _("Normal text size"), ["Ctrl+0"])
        self.place = label(role="caption", wrap=False)
        self.place.setObjectName("changePlace")
        self._near(owner)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, GAP // 2)
        layout.setSpacing(2)
        for action in (self.previous, self.next):
            layout.addWidget(self._button(action))
        layout.addWidget(self.place)
        layout.addStretch()
        for action in (self.search, self.fold, self.wrap, self.zoom_out, self.zoom_in):
            layout.addWidget(self._button(action))

    def show_place(self, current: int, total: int) -> None:
        """`Change 3 of 17`; `current` counts from 1, 0 when none is chosen."""
        if not total:
            text = _("No changes in this module")
        elif current:
            text = _("Change {current} of {total}").format(current=current, total=total)
        else:
            text = _("1 change") if total == 1 else _("{total} changes").format(total=total)
        self.place.setText(text)

    def _near(self, owner: QWidget) -> None:
        """A second key for the way through the changes, only while the comparison has the keyboard."""
        for action, key in ((self.next, "Alt+Down"), (self.previous, "Alt+Up")):
            second = QAction(action.text(), owner)
            second.setShortcut(QKeySequence(key))
            second.setShortcutContext(HERE)
            second.triggered.connect(action.trigger)
            owner.addAction(second)

    def _action(self, name: str, icon: str, text: str, keys: list[str]) -> QAction:
        action = QAction(text, self._owner)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(WINDOW)
        action.setToolTip(f"{text} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
        if icon:
            icons.dress(action, icon)
        self._owner.addAction(action)
        return action

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setObjectName(action.objectName() + "Button")
        button.setDefaultAction(action)
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button
