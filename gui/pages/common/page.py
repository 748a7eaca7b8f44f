"""The base of all pages: built when first shown, refreshed when shown, with checks before Next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
    QWizardPage,
)

from core.text.catalogue import _
from gui.pages.common.columns import NARROW, Columns
from gui.theme import icons
from gui.widgets.basics.parts import GAP, hbox, label, scroll_area, vbox

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from core.model.findings import Finding
    from gui.state.dialogs import Dialogs
    from gui.state.session import Session
    from gui.state.settings import Settings


class Step(IntEnum):
    """The pages in order; the number is the id in the wizard."""

    IMPORT = 0
    DEVICE = 1
    REVIEW = 2
    CHECK = 3
    EXPORT = 4


class Missing:
    """Why Next is refused, and the widget with which it can be fixed."""

    def __init__(self, text: str, focus: Callable[[], None]) -> None:
        self.text, self.focus = text, focus


class Context:
    """The objects that every page gets."""

    def __init__(self, session: Session, settings: Settings, dialogs: Dialogs) -> None:
        self.session, self.settings, self.dialogs = session, settings, dialogs


class Banner(QFrame):
    """A message in the page, never a box on top of it; it is announced to screen readers.

    It is empty until there is something to say.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setProperty("role", "card")
        self.setProperty("tone", "ask")
        self._text: QLabel | None = None
        self.hide()

    def text(self) -> str:
        """The message; empty while hidden."""
        return "" if self.isHidden() or self._text is None else self._text.text()

    def show_text(self, text: str) -> None:
        """Shows a message."""
        if self._text is None:
            self._text = self._make_text()
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()
        announce(self, text)

    def _make_text(self) -> QLabel:
        picture, text = QLabel(), label(role="label")
        icons.picture(picture, "question", "ask", 18)
        hbox((picture, 0, QtCore.Qt.AlignmentFlag.AlignTop), (text, 1), owner=self, margins=(12, 8, 12, 8))
        return text


def announce(widget: QWidget, text: str) -> None:
    """Lets a screen reader announce a text."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(widget, text)
    QAccessible.updateAccessibility(event)


class Page(QWizardPage):
    """A page over the session. `jump_wanted` asks the wizard for another step."""

    jump_wanted = Signal(int)

    def __init__(self, step: Step, name: str, title: str, subtitle: str, context: Context) -> None:
        super().__init__()
        self.step, self.context = step, context
        self.session = context.session
        self._built = self._asked = False
        self.setObjectName(name)
        self._title, self._subtitle = title, subtitle
        self.setAccessibleName(title)
        self.setAccessibleDescription(subtitle)
        self.banner = Banner(self)

    def build(self) -> Iterator[None]:
        """Creates the content in the scroll area, and yields after each part: all at once would take too long.

        Each part is put into its place at once: whatever is moved later is styled again with all that is in it.
        """
        raise NotImplementedError

    def refresh(self) -> None:
        """Shows the current session; called when shown and after every change while shown."""
        raise NotImplementedError

    def missing(self) -> Missing | None:
        """What prevents Next; None if nothing does."""
        return None

    def no_manifest(self) -> Missing:
        """What prevents Next on a page that needs a manifest, without one."""
        return Missing(_("Open a manifest first."), lambda: self.jump_wanted.emit(Step.IMPORT))

    def first_focus(self) -> QWidget | None:
        """The widget that gets the keyboard focus first."""
        return None

    def finding_in_view(self) -> Finding | None:
        """The finding that F1 explains; None without one."""
        return None

    def leave(self) -> None:
        """Called when the page is no longer shown."""

    def ensure_built(self) -> None:
        """Creates and connects what does not exist of the content."""
        for _part in self.parts:
            pass

    @cached_property
    def parts(self) -> Iterator[None]:
        """Creates head, scroll area and banner, then the content, a part with each step of the iterator."""
        vbox(self._head(), (self.area, 1), self.banner, owner=self)
        yield
        yield from self.build()
        self._built = True
        self.reflow(self.width() < NARROW)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)
        self.session.changed.connect(self._on_change)
        self.session.opened.connect(self._on_change)

    def _head(self) -> QVBoxLayout:
        """The title. Qt's own spans the whole window and draws lines."""
        title = label(self._title, "title", name="pageTitle")
        title.setWordWrap(False)  # or it may keep the height of two lines that it had before the page was laid out
        return vbox(title, self.head_line(), gap=2, margins=(0, 0, 0, GAP // 2))

    def head_line(self) -> QWidget:
        """The widget below the title."""
        return label(self._subtitle, "muted")

    @cached_property
    def area(self) -> QScrollArea:
        """The scroll area of the content, for small windows and large type."""
        return scroll_area(f"{self.objectName()}Scroll")

    def enter(self) -> None:
        """Called when the page is shown."""
        if not self._built and self.isVisible():
            self._paint_when_laid_out()
        self.ensure_built()
        self.banner.hide()
        self.refresh()
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus()
            QTimer.singleShot(0, focus, lambda: self._open_at_top(focus))

    def _open_at_top(self, focus: QWidget) -> None:
        """Scrolls a new page to its top, if the focused widget is visible from there."""
        content = self.area.widget() if self._built else None
        if content is not None and content.height() > self.area.height() and content.isAncestorOf(focus):
            bottom = focus.mapTo(content, focus.rect().bottomLeft()).y()
            if bottom < self.area.height():
                self.area.verticalScrollBar().setValue(0)

    def reflow(self, narrow: bool) -> None:
        """Adapts the layout to a narrow or wide page."""
        content = self.area.widget()
        for columns in content.findChildren(Columns) if content is not None else ():
            columns.set_narrow(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapts the layout to another width."""
        super().resizeEvent(event)
        if self._built:
            self.reflow(event.size().width() < NARROW)

    def nextId(self) -> int:
        """The next step, also before its page exists."""
        return self.step + 1 if self.step < Step.EXPORT else -1

    def isComplete(self) -> bool:
        """Always true, because pressing Next explains what is missing."""
        return True

    def validatePage(self) -> bool:
        """Continues, or shows what is missing and moves the focus there."""
        missing = self.missing()
        self._asked = missing is not None
        if missing is None:
            self.banner.hide()
            return True
        self.banner.show_text(missing.text)
        missing.focus()
        return False

    def _paint_when_laid_out(self) -> None:
        """Paints the page only after its layout is complete."""
        self.setUpdatesEnabled(False)
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, lambda: self.setUpdatesEnabled(True)))

    def recheck(self) -> None:
        """Updates or clears the message about what is missing."""
        if self._asked and self.banner.isVisible():
            missing = self.missing()
            if missing is None:
                self.banner.hide()
            elif missing.text != self.banner.text():
                self.banner.show_text(missing.text)

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Scrolls the focused widget into view, also if the focus comes from outside the area, which Qt ignores."""
        if new is not None and self.area.isAncestorOf(new) and new.visibleRegion().isEmpty():
            self.area.ensureWidgetVisible(new)

    def _on_change(self) -> None:
        if self.isVisible():
            self.refresh()
            self.recheck()
