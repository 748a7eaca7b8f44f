"""The commands of the comparison as actions with shortcuts, and a toolbar for them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from core.text.catalogue import _
from gui.theme import icons
from gui.theme.plain_text import tip

WINDOW = Qt.ShortcutContext.WindowShortcut
HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class DiffActions:
    """The actions of an owner: shortcuts work while it is visible, Alt+Down and Alt+Up while it has the focus."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self.previous = self._make("previousChange", "previous_change", _("Previous change"), ["Shift+F7"])
        self.next = self._make("nextChange", "next_change", _("Next change"), ["F7"])
        self.search = self._make("searchRows", "search", _("Find"), ["Ctrl+F"])
        self.wrap = self._make("wrapRows", "wrap", _("Wrap long lines"), ["Alt+Z"], switch=True)
        self.fold = self._make("foldRows", "fold", _("Fold unchanged lines"), ["Ctrl+Shift+M"], switch=True)
        self.raw = self._make("rawText", "raw", _("Raw text of the file"), ["Ctrl+Shift+U"], switch=True)
        self.edit = self._make("editValue", "edit", _("Edit manually"), ["F2"])
        self.zoom_in = self._make("zoomIn", "zoom_in", _("Larger text"), ["Ctrl++", "Ctrl+="])
        self.zoom_out = self._make("zoomOut", "zoom_out", _("Smaller text"), ["Ctrl+-"])
        self.zoom_reset = self._make("zoomReset", "reset", _("Normal text size"), ["Ctrl+0"])
        self.everywhere = (self.next, self.previous, self.zoom_in, self.zoom_out, self.zoom_reset)
        for action, key in ((self.next, "Alt+Down"), (self.previous, "Alt+Up")):
            self._second_key(action, key)

    def _make(self, name: str, icon: str, text: str, keys: list[str], switch: bool = False) -> QAction:
        action = QAction(text, self._owner)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(WINDOW)
        action.setToolTip(tip(f"{text} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})"))
        action.setCheckable(switch)
        icons.set_icon(action, icon)
        self._owner.addAction(action)
        return action

    def _second_key(self, action: QAction, key: str) -> None:
        """A second shortcut with a narrower context, because elsewhere Alt+Down opens a combo box."""
        second = QAction(action.text(), self._owner)
        second.setShortcut(QKeySequence(key))
        second.setShortcutContext(HERE)
        second.triggered.connect(action.trigger)
        self._owner.addAction(second)


class DiffToolbar(QFrame):
    """A toolbar for the actions of a view; the page places it."""

    def __init__(self, actions: DiffActions, fold_menu: QMenu) -> None:
        super().__init__()
        self.setProperty("role", "plain")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for action in (
            actions.previous,
            actions.next,
            actions.search,
            actions.edit,
            actions.fold,
            actions.raw,
            actions.wrap,
            actions.zoom_out,
            actions.zoom_in,
        ):
            menu = fold_menu if action is actions.fold else None
            layout.addWidget(action_button(action, f"{action.objectName()}Button", menu))


def action_button(action: QAction, name: str, menu: QMenu | None = None) -> QToolButton:
    """An icon button for an action, optionally with a menu of its variants."""
    button = QToolButton()
    if menu is not None:
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
    button.setObjectName(name)
    button.setDefaultAction(action)
    button.setIconSize(QSize(18, 18))
    button.setAccessibleName(action.text())
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
