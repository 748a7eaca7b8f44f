"""The window chrome: steps, commands, look. It is made after the first page is painted.

The window appears sooner that way; none of this is needed before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton, QWizard

from core.text.catalogue import _
from gui.app import actions, help_actions
from gui.app.steps import Step, steps_of
from gui.theme import icons, style
from gui.theme.colors import Mode

if TYPE_CHECKING:
    from gui.app.wizard import Wizard
    from gui.state.user_error import UserError


class WindowChrome(QObject):
    """Keeps steps, commands and title in accordance with the session."""

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(wizard)
        self._wizard, self._session, self._settings = wizard, wizard.session, wizard.settings
        icons.bring(_app())
        wizard.ready.connect(lambda: wizard.setWindowIcon(icons.app_icon()))  # to draw its large sizes takes 2 ms
        wizard.side.fill()
        self._not_saved = ""
        self._make_actions()
        self._connect()
        if not self._settings.number("steps", 1):
            self._show_steps(False)
        self.follow()
        wizard.import_page.late()
        if style.damaged(_app()):
            wizard.import_page.banner.show_text(_("The dark and light themes are damaged. Install EdgeShift again."))

    def follow(self) -> None:
        """Updates steps, commands and title."""
        wizard, session = self._wizard, self._session
        wizard.side.steps.set_steps(steps_of(session, wizard.visited))
        wizard.side.steps.set_current(max(0, wizard.currentId()))
        self.undo.setEnabled(session.can_undo)
        self.redo.setEnabled(session.can_redo)
        wizard.setWindowTitle(f"{session.name} – EdgeShift" if session.name else "EdgeShift")

    def _make_actions(self) -> None:
        wizard = self._wizard
        self.undo = actions.make(wizard, "undo", self._session.undo)
        self.redo = actions.make(wizard, "redo", self._session.redo)
        sheet = actions.make(wizard, "shortcuts", lambda: help_actions.open_sheet(wizard, self._session))
        book = actions.make(wizard, "rulebook", self._open_book)
        actions.make(wizard, "help", self._help)
        actions.make(wizard, "open", wizard.ask_for_file)
        actions.make(wizard, "close", wizard.close)
        actions.make(wizard, "next_question", wizard.next_question)
        actions.make(wizard, "steps", lambda: self._show_steps(wizard.side.isHidden()))
        for step in Step:
            QShortcut(QKeySequence(f"Ctrl+{step + 1}"), wizard, lambda step=step: wizard.go_to(step))
        wizard.side.add_actions(self.undo, self.redo, book, sheet)
        wizard.side.set_look(style.mode(_app()), self._settings.diff())

    def _connect(self) -> None:
        side, session = self._wizard.side, self._session
        side.steps.step_chosen.connect(self._wizard.go_to)
        side.theme_chosen.connect(self._set_theme)
        side.diff_chosen.connect(self._set_diff)
        for signal in (session.changed, session.opened, session.judged, session.exported):
            signal.connect(self.follow)
        self._wizard.customButtonClicked.connect(lambda _which: self._show_steps(True))
        session.saved.connect(self._show_saved)
        session.save_failed.connect(self._show_not_saved)
        session.busy_changed.connect(self._show_busy)

    def _show_saved(self) -> None:
        self._wizard.side.saved.setText(_("Saved"))
        if self._not_saved:
            for page in self._wizard.all_pages():
                if page.banner.text() == self._not_saved:
                    page.banner.hide()
            self._not_saved = ""

    def _show_not_saved(self, user_error: UserError) -> None:
        self._wizard.side.saved.setText(_("Not saved"))
        self._not_saved = f"{user_error.title}: {user_error.text}. {user_error.remedy}"
        self._wizard.current().banner.show_text(self._not_saved)

    def _show_busy(self, busy: bool) -> None:
        self._wizard.side.saved.setText(_("Working …") if busy else "")
        self._wizard.setCursor(QtCore.Qt.CursorShape.BusyCursor) if busy else self._wizard.unsetCursor()

    def _show_steps(self, shown: bool) -> None:
        """Shows or hides the list of steps; while it is hidden, a button at the bottom shows it again."""
        wizard, button = self._wizard, QWizard.WizardButton.CustomButton1
        wizard.side.setVisible(shown)
        wizard.setButtonText(button, _("Show &steps"))
        wizard.setOption(QWizard.WizardOption.HaveCustomButton1, not shown)
        wizard.set_margins()
        back = wizard.button(button)
        back.setObjectName("showSteps")
        if isinstance(back, QPushButton):
            back.setAutoDefault(False)
        self._settings.set_number("steps", float(shown))

    def _open_book(self) -> None:
        help_actions.open_book(self._wizard, self._session, self._wizard.current().finding_in_view())

    def _help(self) -> None:
        finding = self._wizard.current().finding_in_view()
        if finding is None:
            help_actions.open_sheet(self._wizard, self._session)
        else:
            help_actions.open_book(self._wizard, self._session, finding)

    def _set_theme(self, mode: Mode) -> None:
        self._settings.set_theme(mode)
        self._apply_look(mode)

    def _set_diff(self, palette: str) -> None:
        self._settings.set_text("diff", palette)
        self._apply_look(style.mode(_app()))

    def _apply_look(self, mode: Mode) -> None:
        diff = self._settings.diff()
        style.apply(_app(), mode, diff)
        self._wizard.side.set_look(mode, diff)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
