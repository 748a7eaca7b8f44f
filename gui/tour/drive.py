"""The tour: the real wizard, off-screen, driven with mouse and keys through all steps.

`python -m gui.tour OUTDIR [MANIFEST]` takes the sample or a manifest. It writes the migrated manifest, the report and a
picture of each page (dark and light) and prints their paths. Packaged programs are tested with it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

from PySide6.QtCore import QDeadlineTimer, QPoint, QSize, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QTabWidget,
    QWidget,
    QWizard,
)

from core.model.device import Platform
from gui.app.wizard import Wizard
from gui.pages.common.page import Step
from gui.state.dialogs import Dialogs
from gui.tour.answers import careful_titles, example

SIZE = QSize(1366, 768)
TIMEOUT_MS = 60_000
NAME = "EdgeShift tour"
_BUTTONS = dict(zip(get_args(Platform), ("runtimeKubernetes", "runtimeVm"), strict=True))
Kind = TypeVar("Kind", bound=QWidget)
ANY_KIND = cast(Any, QWidget)


class TourError(Exception):
    """Raised when the window does not behave as a user needs it."""


class Driver:
    """The actions of a user, by the names of widgets; the robot of the tests adds a few."""

    def __init__(self, wizard: Wizard) -> None:
        self.wizard = wizard
        self.session = wizard.session

    def find(self, name: str, kind: type[Kind] = ANY_KIND) -> Kind:
        """The visible widget with this name. Raises TourError if there is none."""
        for widget in self.wizard.findChildren(kind, name):
            if widget.isVisible():
                return widget
        raise TourError(f"{name} is not to be seen on the page {self.page()}")

    def has(self, name: str) -> bool:
        """Whether a button with this name can be pressed now."""
        buttons = self.wizard.findChildren(QAbstractButton, name)
        return any(button.isVisible() and button.isEnabled() for button in buttons)

    def click(self, name: str) -> None:
        """Presses a button."""
        button = self.find(name, QAbstractButton)
        if not button.isEnabled():
            raise TourError(f"{name} cannot be pressed now")
        near_the_box = QPoint(12, button.height() // 2)
        boxed = isinstance(button, QCheckBox | QRadioButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=near_the_box if boxed else button.rect().center())
        self.settle()

    def type(self, name: str, text: str) -> None:
        """Replaces the text of a line edit."""
        line = self.find(name, QLineEdit)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text) if text else QTest.keyClick(line, Qt.Key.Key_Delete)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.settle()

    def open_tab(self, place: int) -> None:
        """Clicks a tab of the Check page, counted from 0."""
        bar = self.find("checkTabs", QTabWidget).tabBar()
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
        self.settle()

    def next(self) -> None:
        """Presses Next."""
        self._press(QWizard.WizardButton.NextButton)

    def back(self) -> None:
        """Presses Back."""
        self._press(QWizard.WizardButton.BackButton)

    def finish(self) -> None:
        """Presses the last button: Export, then Finish."""
        self._press(QWizard.WizardButton.FinishButton)

    def page(self) -> str:
        """The name of the current page."""
        return self.wizard.current().objectName()

    def settle(self) -> None:
        """Waits until the window has no more events and no background jobs."""
        self.wait(lambda: not self.session.jobs.busy and self._there())
        QApplication.processEvents()

    def _there(self) -> bool:
        """Whether the page in view is complete and uncovered."""
        return self.wizard.isHidden() or (self.wizard.chrome is not None and self.wizard.current().updatesEnabled())

    def wait(self, done: Callable[[], bool]) -> None:
        """Waits for a condition. Raises TourError after a minute."""
        deadline = QDeadlineTimer(TIMEOUT_MS)
        while not done():
            if deadline.hasExpired():
                raise TourError(f"waited in vain on the page {self.page()}")
            QTest.qWait(5)

    def answer_open(self) -> None:
        """Answers every open question: with the first option that gives nothing up, else with the first."""
        while asked := self._questions():
            self.click("nextQuestion")
            if self.session.selection.finding in asked:  # else it is one to confirm
                self._answer_shown()
                if len(self._questions()) == len(asked):
                    raise TourError(f"no answer was taken for {self.session.selection.finding}")

    def _questions(self) -> frozenset[str]:
        return self.session.open_questions()

    def _answer_shown(self) -> None:
        careful, radios = careful_titles(self.session), self._radios()
        self._choose([radio for radio in radios if radio.accessibleName().startswith(careful)] or radios)
        self._choose([radio for radio in self._radios() if radio.objectName() == "accessRead"])
        editor = self.find("answerEditor", QWidget)
        for spin in editor.findChildren(QSpinBox):
            if spin.isVisible():
                spin.setFocus()
                QTest.keyClick(spin, Qt.Key.Key_Up)
        self.settle()
        if self.session.selection.finding in self._questions():
            self._type_example(editor)

    def _type_example(self, editor: QWidget) -> None:
        """Types a text where only that is an answer."""
        for line in editor.findChildren(QLineEdit):
            if line.isVisible() and line.objectName() in ("textEdit", "otherEdit"):
                self.type(line.objectName(), example(self.session))

    def _radios(self) -> list[QRadioButton]:
        editor = self.find("answerEditor", QWidget)
        return [radio for radio in editor.findChildren(QRadioButton) if radio.isVisible()]

    def _choose(self, radios: Sequence[QRadioButton]) -> None:
        for radio in radios[:1]:
            QTest.mouseClick(radio, Qt.MouseButton.LeftButton, pos=radio.rect().center())
            self.settle()

    def _press(self, which: QWizard.WizardButton) -> None:
        button = self.wizard.button(which)
        if not button.isEnabled() or not button.isVisible():
            raise TourError(f"{button.text()} cannot be pressed on the page {self.page()}")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()


class Tour:
    """One run through the sample or a manifest; `paths` are the files that it wrote."""

    def __init__(self, driver: Driver, folder: Path, manifest: Path | None = None, platform: str = "") -> None:
        self.driver, self.folder, self.manifest, self.platform = driver, folder, manifest, platform
        self.paths, self.modes = list[Path](), ("light", "dark")

    def walk(self) -> None:
        """Runs all steps. Raises TourError where a user could not continue."""
        driver = self.driver
        self._open()
        self._picture()
        driver.next()
        if self.platform:
            driver.click(_BUTTONS[self.platform])
        if self.manifest is None or driver.has("suggestSharesButton"):
            driver.click("suggestSharesButton")
        self._picture()
        driver.next()
        self._picture("review-open")
        driver.answer_open()
        self._picture()
        driver.next()
        self._accept_risks()
        self._picture()
        self._look_at_the_result()
        driver.next()
        driver.type("exportFolder", str(self.folder))
        self._picture()
        self._export()

    def _open(self) -> None:
        if self.manifest is None:
            self.driver.click("sampleButton")
            return
        self.driver.wizard.open_path(self.manifest)
        self.driver.settle()
        if self.driver.session.migration is None:
            raise TourError(f"{self.manifest} cannot be migrated; `edgeshift inspect` says why")

    def _look_at_the_result(self) -> None:
        for place, name in enumerate(("decisions", "objects", "picture"), 1):
            self.driver.open_tab(place)
            self._picture(name)

    def _accept_risks(self) -> None:
        if self.driver.session.blocking():
            self.driver.click("riskButton")
            if self.driver.has("riskAll"):
                self.driver.click("riskAll")
            self.driver.type("riskReason", "Shown on a tour, never deployed")
            self.driver.type("riskName", NAME)

    def _export(self) -> None:
        driver = self.driver
        if driver.wizard.export_page.files.existing():
            driver.click("forceBox")
        driver.finish()
        driver.wait(lambda: driver.session.result is not None)
        self._picture("result")
        result = driver.session.result
        if result is not None:
            self.paths += [result.folder / name for name in result.files]

    def _calm(self) -> None:
        """Waits for layouts and delayed work, because a picture of an incomplete page is useless."""
        for _round in range(5):
            QApplication.processEvents()
        QTest.qWait(80)

    def _picture(self, name: str = "") -> None:
        """Takes a picture of the window in both themes."""
        step = self.driver.wizard.currentId()
        name = f"{step + 1}-{name or Step(step).name.lower()}"
        for mode in self.modes:
            self.driver.wizard.side.theme_chosen.emit(mode)
            self._calm()
            path = self.folder / "screens" / f"{name}-{mode}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            if not self.driver.wizard.grab().save(str(path)):
                raise TourError(f"{path} could not be written")
            self.paths.append(path)
        self.modes = self.modes[::-1]  # a change of theme is the slowest step of the tour


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0 when every step went well, else 1. Exits with 2 for wrong arguments."""
    parser = argparse.ArgumentParser(prog="python -m gui.tour", description="Drive the wizard through all steps.")
    parser.add_argument("folder", metavar="OUTDIR", type=Path, help="for the pictures and the export")
    parser.add_argument("manifest", metavar="MANIFEST", type=Path, nargs="?", help="instead of the sample")
    parser.add_argument("--platform", choices=_BUTTONS, default="", help="the runtime of the GPU device")
    options = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from gui.app.start import make_wizard
    from gui.state.user_directories import UserDirectories

    qInstallMessageHandler(_quiet)
    folder, manifest = options.folder.resolve(), options.manifest.resolve() if options.manifest else None
    with tempfile.TemporaryDirectory() as private:
        dialogs = Dialogs(lambda *_: None, lambda *_: None, lambda *_: None, lambda _: True)
        wizard = make_wizard(UserDirectories.below(Path(private)), dialogs)
        wizard.session.engineer = NAME
        wizard.resize(SIZE)
        wizard.show()
        tour = Tour(Driver(wizard), folder, manifest, options.platform)
        try:
            tour.walk()
        except TourError as error:
            print(f"the tour ended early: {error}", file=sys.stderr)
            return 1
        finally:
            wizard.close()
    for path in tour.paths:
        print(path)
    print(f"Done. Open {folder / 'report.html'}; {len(tour.paths)} files are in {folder}.", file=sys.stderr)
    return 0


def _quiet(kind: QtMsgType, _context: object, message: str) -> None:
    """Drops the message that the off-screen platform has no window manager; passes on all others."""
    if "propagateSizeHints" not in message:
        print(message, file=sys.stderr)
