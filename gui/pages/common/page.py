"""What the pages have in common: built when first shown, fresh when shown, and Next that says what is missing."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
    QWizardPage,
)

from gui.pages.common.columns import NARROW, Columns
from gui.theme import icons
from gui.widgets.basics.parts import GAP, label

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


class Missing(NamedTuple):
    """Why it does not go on yet, and where the keyboard goes so that it can be fixed."""

    text: str
    focus: Callable[[], None]


class Context(NamedTuple):
    """What every page is given."""

    session: Session
    settings: Settings
    dialogs: Dialogs


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
        """What it says, empty while hidden."""
        return "" if self.isHidden() or self._text is None else self._text.text()

    def show_text(self, text: str) -> None:
        """Say something."""
        if self._text is None:
            self._text = self._make_text()
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()
        announce(self, text)

    def _make_text(self) -> QLabel:
        picture, text = QLabel(), label(role="label")
        icons.picture(picture, "question", "ask", 18)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(picture, 0, QtCore.Qt.AlignmentFlag.AlignTop)
        layout.addWidget(text, 1)
        return text


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say it."""
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
        self._built = self._framed = self._asked = False
        self.setObjectName(name)
        self._title, self._subtitle = title, subtitle
        self.setAccessibleName(title)
        self.setAccessibleDescription(subtitle)
        self.banner = Banner(self)

    def build(self) -> QWidget:
        """Make the content; called once, when the page is first shown."""
        raise NotImplementedError

    def pieces(self) -> tuple[Callable[[], object], ...]:
        """What can be made before `build`, each on its own, where making all at once takes longer than a blink."""
        return ()

    def refresh(self) -> None:
        """Show the session as it is now; called when shown and after every change while shown."""
        raise NotImplementedError

    def missing(self) -> Missing | None:
        """What hinders going on; None when nothing does."""
        return None

    def first_focus(self) -> QWidget | None:
        """Where the keyboard starts."""
        return None

    def finding_in_view(self) -> Finding | None:
        """What F1 explains; None where no finding is in view."""
        return None

    def leave(self) -> None:
        """The page is shown no longer."""

    def ensure_built(self) -> None:
        """Make the content now, and connect it."""
        if self._built:
            return
        self._built = True
        self.ensure_framed()
        content = self.build()
        if self.area.widget() is not content:
            self.area.setWidget(content)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Next stays the default button
        self.reflow(self.width() < NARROW)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)
        self.session.changed.connect(self._on_change)
        self.session.opened.connect(self._on_change)

    def ensure_framed(self) -> None:
        """Make what is around the content: the head, the scroll area, the banner.

        A page that makes its content in pieces puts each of them into its place at once: whatever is moved later
        is styled again with all that is in it.
        """
        if self._framed:
            return
        self._framed = True
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._head())
        layout.addWidget(self.area, 1)
        layout.addWidget(self.banner)

    def _head(self) -> QVBoxLayout:
        """Our own title: Qt's spans the whole window and draws lines."""
        title = label(self._title, "title")
        title.setObjectName("pageTitle")
        title.setWordWrap(False)  # or it may keep the height of two lines that it had before the page was laid out
        head = QVBoxLayout()
        head.setSpacing(2)
        head.setContentsMargins(0, 0, 0, GAP // 2)
        head.addWidget(title)
        head.addWidget(self.head_line())
        return head

    def head_line(self) -> QWidget:
        """What the page says below its title."""
        return label(self._subtitle, "muted")

    @cached_property
    def area(self) -> QScrollArea:
        """What the content scrolls in, for small windows and big type."""
        area = QScrollArea()
        area.setObjectName(f"{self.objectName()}Scroll")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def enter(self) -> None:
        """The page is shown now."""
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
        """Once laid out, a page begins at its top where what has the keyboard is in view from there."""
        content = self.area.widget() if self._built else None
        if content is not None and content.isAncestorOf(focus):
            bottom = focus.mapTo(content, focus.rect().bottomLeft()).y()
            if bottom < self.area.viewport().height():
                self.area.verticalScrollBar().setValue(0)

    def reflow(self, narrow: bool) -> None:
        """Make do with a narrow page, or use a wide one."""
        for columns in self.findChildren(Columns):
            columns.set_narrow(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, maybe another arrangement."""
        super().resizeEvent(event)
        if self._built:
            self.reflow(event.size().width() < NARROW)

    def nextId(self) -> int:
        """The next step, also while its page is not made yet."""
        return self.step + 1 if self.step < Step.EXPORT else -1

    def isComplete(self) -> bool:
        """Next is always there; pressing it says what is missing."""
        return True

    def validatePage(self) -> bool:
        """Go on, or say what is missing and take the keyboard there."""
        missing = self.missing()
        self._asked = missing is not None
        if missing is None:
            self.banner.hide()
            return True
        self.banner.show_text(missing.text)
        missing.focus()
        return False

    def _paint_when_laid_out(self) -> None:
        """No one sees a page half laid out: it is painted after the events its building made."""
        self.setUpdatesEnabled(False)
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, lambda: self.setUpdatesEnabled(True)))

    def recheck(self) -> None:
        """The message about what is missing goes as soon as nothing is, and follows when it is something else."""
        if self._asked and self.banner.isVisible():
            missing = self.missing()
            if missing is None:
                self.banner.hide()
            elif missing.text != self.banner.text():
                self.banner.show_text(missing.text)

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The keyboard comes into view, also from outside: Qt scrolls only where it moves inside the area."""
        if new is not None and self.area.isAncestorOf(new) and new.visibleRegion().isEmpty():
            self.area.ensureWidgetVisible(new)

    def _on_change(self) -> None:
        if self.isVisible():
            self.refresh()
            self.recheck()
