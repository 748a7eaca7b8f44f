"""The window: the pages in a QWizard, a list of steps at its side, and the commands that are always there.

Back never validates; going forward by a jump is `next()` with validation switched off. `setCurrentId` is never
used: it validates even backwards and leaves a wrong history (measured on Qt 6.11).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWizard

from core.text.catalogue import _
from gui.app.side_panel import RAIL_BELOW, SidePanel
from gui.pages.common.page import Context, Page, Step
from gui.pages.importing.import_page import ImportPage
from gui.state.dialogs import Dialogs
from gui.state.session import Session
from gui.state.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent

    from gui.pages.export.export_page import ExportPage
    from gui.pages.review.review_page import ReviewPage

_Button = QWizard.WizardButton
_BUTTONS = "WindowMinMaxButtonsHint|WindowFullscreenButtonHint|WindowCloseButtonHint"
WINDOW = f"Window|WindowTitleHint|WindowSystemMenuHint|{_BUTTONS}"
"""Names of Qt.WindowType: a window with title and buttons instead of a dialog."""
MARGINS = (4, 8, 8, 8)
"""The margins of the window: left, top, right, bottom. The list of steps has its own space at the left."""


class Chrome(Protocol):
    """What the wizard needs of the window chrome (`gui.app.window_chrome`)."""

    def follow(self) -> None:
        """Shows the state of the session: steps, commands and title."""


class Wizard(QWizard):
    """The whole window over one session.

    Only the first page is made at once; `add_chrome` makes what is around it as soon as it is painted, `complete`
    adds the other pages. `ready` is emitted once, when all of it is painted.
    """

    ready = Signal()

    def __init__(
        self, session: Session, settings: Settings, dialogs: Dialogs, make_chrome: Callable[[Wizard], Chrome]
    ) -> None:
        super().__init__()
        # all that an event may reach comes first: on Windows setWizardStyle sends a resize event
        self.session, self.settings = session, settings
        self.visited: set[int] = set()
        self.chrome: Chrome | None = None
        self._make_chrome = make_chrome
        self.side = SidePanel()
        self._jumping = self._ready = False
        self._shown: Page | None = None
        self.setObjectName("wizard")
        self.setWindowTitle("EdgeShift")
        self.setWizardStyle(QWizard.WizardStyle.ClassicStyle)
        self.setOption(QWizard.WizardOption.IndependentPages)
        self.setAcceptDrops(True)
        self._context = Context(session, settings, dialogs)
        self.import_page = ImportPage(self._context)
        self._add_page(self.import_page)
        self.setSideWidget(self.side)
        self._name_buttons()
        self.button(_Button.NextButton).setProperty("role", "quiet")  # opening a manifest is the way on
        self.currentIdChanged.connect(self._on_page)
        self.session.opened.connect(self._begin_again)
        self.session.failed.connect(lambda _error: self.go_to(Step.IMPORT))

    def add_chrome(self) -> None:
        """Adds steps, commands and icons around the page, once."""
        if self.chrome is None:
            self.chrome = self._make_chrome(self)
            self.update()

    def be_ready(self) -> None:
        """Emits `ready`, once."""
        if not self._ready:
            self._ready = True
            self.ready.emit()

    # Pages

    @property
    def review_page(self) -> ReviewPage:
        """The Review page, created on first use."""
        self.complete()
        return cast("ReviewPage", self.page(Step.REVIEW))

    @property
    def export_page(self) -> ExportPage:
        """The Export page, created on first use."""
        self.complete()
        return cast("ExportPage", self.page(Step.EXPORT))

    def set_margins(self) -> None:
        """Sets small margins, because the pages have their own; Qt resets them whenever the buttons change."""
        around = self.findChild(QGridLayout)
        if around is not None:
            around.setContentsMargins(*MARGINS)

    def complete(self) -> None:
        """Creates the pages that do not exist yet; they are not needed for the first paint."""
        if self.page(Step.EXPORT) is not None:
            return
        from gui.app.steps import page_types

        for make in page_types().values():
            self._add_page(make(self._context))
        self.export_page.state_changed.connect(self._name_buttons)

    def all_pages(self) -> tuple[Page, ...]:
        """The pages that exist, in order."""
        return tuple(page for step in self.pageIds() if isinstance(page := self.page(step), Page))

    # Going from page to page

    def go_to(self, step: int) -> None:
        """Goes to a step: back by `back()`, forward by `next()` without validation. Only with a manifest.

        A number beyond the last step, from an earlier version, means the last step.
        """
        step = min(step, Step.EXPORT)
        if step > Step.IMPORT and self.session.migration is None:
            self.import_page.validatePage()
            return
        if step == self.currentId():
            return
        self.complete()
        self._jumping = True
        while self.currentId() > step:
            self.back()
        while self.currentId() < step:
            self.next()
        self._jumping = False
        self._enter(self.currentId())

    def validateCurrentPage(self) -> bool:
        """Skips validation while the wizard jumps forward."""
        self.complete()
        return self._jumping or super().validateCurrentPage()

    def current(self) -> Page:
        """The page that is shown."""
        page = self.currentPage()
        assert isinstance(page, Page)
        return page

    def open_path(self, path: Path) -> None:
        """Opens a file given by an argument, a drop or a shortcut."""
        self.go_to(Step.IMPORT)
        self.import_page.ways.open_path(path)

    def open_paths(self, paths: list[Path]) -> None:
        """Opens files that were dropped or chosen together."""
        self.go_to(Step.IMPORT)
        self.import_page.ways.open_paths(paths)

    def open_sample(self) -> None:
        """Opens the bundled sample."""
        self.go_to(Step.IMPORT)
        self.import_page.ways.open_sample()

    # Qt

    def done(self, result: int) -> None:
        """Closes the window without a question, because nothing is lost."""
        super().done(result)
        if self.isHidden():  # only a hidden window waits for what is still being written
            self._save_all()

    def showEvent(self, event: QShowEvent) -> None:
        """Makes it a normal window instead of a dialog before it appears."""
        window = self.windowHandle()
        if not event.spontaneous() and window is not None:
            window.setProperty("flags", WINDOW)
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hides the window and saves everything."""
        self.hide()
        self._save_all()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Adds the window chrome after the page was painted for the first time; with it, all is there."""
        super().paintEvent(event)
        if not self._ready:
            QTimer.singleShot(0, self, self.be_ready if self.chrome else self.add_chrome)  # the painting is done then

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reduces the steps to a narrow rail at the width of a laptop."""
        super().resizeEvent(event)
        self.side.set_narrow(event.size().width() < RAIL_BELOW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Prevents Escape from closing the window, and lets Enter press the focused button."""
        from gui.widgets.basics.enter_key import press_focused_button

        if event.key() == QtCore.Qt.Key.Key_Escape:
            event.accept()
        elif not press_focused_button(self, event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accepts files anywhere in the window."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Opens what was dropped: one file, or several module twins."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.open_paths(files)

    def changeEvent(self, event: QEvent) -> None:
        """Sets the button texts again after a change of style, when Qt resets them."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._name_buttons()
            self.side.set_narrow(self.width() < RAIL_BELOW)

    def ask_for_file(self) -> None:
        """Lets the operator choose a file, whatever page is shown."""
        self.go_to(Step.IMPORT)
        self.import_page.ways.ask_for_file()

    def next_question(self) -> None:
        """Goes to the next finding that needs the operator."""
        if self.session.migration is not None:
            self.go_to(Step.REVIEW)
            self.review_page.next_question()

    # Inside

    def _add_page(self, page: Page) -> None:
        self.setPage(page.step, page)
        page.jump_wanted.connect(self.go_to)

    def _name_buttons(self) -> None:
        last = self.page(Step.EXPORT)
        done = last is not None and cast("ExportPage", last).done
        for which, text, name in (
            (_Button.BackButton, _("< &Back"), "backButton"),
            (_Button.NextButton, _("&Next >"), "nextButton"),
            (_Button.FinishButton, _("&Finish") if done else _("E&xport"), "finishButton"),
            (_Button.CancelButton, _("C&lose"), "closeButton"),
        ):
            self.setButtonText(which, text)
            button = self.button(which)
            button.setObjectName(name)
            if which in (_Button.BackButton, _Button.CancelButton) and isinstance(button, QPushButton):
                button.setAutoDefault(False)  # else the one that has the keyboard is the default button

    def _on_page(self, step: int) -> None:
        if not self._jumping and step >= 0:
            self._enter(step)

    def _enter(self, step: int) -> None:
        if self._shown is not None and self._shown is not self.currentPage():
            self._shown.leave()
        self._shown = self.current()
        self.set_margins()
        self.visited.add(step)
        self.session.visit(step)
        self._shown.enter()
        if self.chrome is not None:
            self.chrome.follow()

    def _begin_again(self) -> None:
        """Resets the visited steps, because no step of another manifest is done except the current one."""
        self.visited = {max(0, self.currentId())}

    def _save_all(self) -> None:
        """Saves everything that the next start restores."""
        if self._shown is not None:
            self._shown.leave()
        self.session.save_now()
        self.session.jobs.wait()
        self.settings.set_blob("geometry", self.saveGeometry())
        self.settings.save()
