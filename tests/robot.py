"""The robot: the actions of a user on the real window, with real mouse and key events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from gui.app.start import make_wizard
from gui.models.items_model import Item
from gui.models.outline_model import OutlineModel
from gui.pages.common.rows import ItemList
from gui.pages.review.outline_view import OutlineView
from gui.state.decision_history import now
from gui.state.dialogs import Dialogs
from gui.state.user_directories import UserDirectories
from gui.theme.plain_text import plain
from gui.tour.drive import Driver, TourError


class Answers:
    """The results of the file dialogs, and the paths that were to be opened."""

    def __init__(self) -> None:
        self.open: Path | list[Path] | None = None
        self.save: Path | None = None
        self.folder: Path | None = None
        self.outputs: list[Path] | None = None
        self.revealed: list[Path] = []
        self.can_reveal = True

    def dialogs(self) -> Dialogs:
        """Dialogs that return at once."""
        return Dialogs(
            lambda *_: self.open, lambda *_: self.save, lambda *_: self.folder, self._reveal, lambda *_: self.outputs
        )

    def _reveal(self, path: Path) -> bool:
        self.revealed.append(path)
        return self.can_reveal


class Robot(Driver):
    """Controls one window. `home` keeps its state, so that another robot with the same home finds it."""

    def __init__(self, home: Path, clock: Callable[[], datetime] = now) -> None:
        self.answers = Answers()
        super().__init__(make_wizard(UserDirectories.below(home), self.answers.dialogs(), "light", clock))
        self.wizard.resize(1366, 768)
        self.wizard.show()
        self.wizard.activateWindow()  # without a window manager, no window gets the focus
        QTest.qWaitForWindowActive(self.wizard)
        self.settle()

    # Actions

    def open(self, path: Path) -> None:
        """Opens a file with the button and its dialog."""
        self.answers.open = path
        self.click("openButton")

    def sample(self) -> None:
        """Opens the bundled sample."""
        self.click("sampleButton")

    def close(self) -> None:
        """Closes the window."""
        self.wizard.close()

    def key(self, text: str) -> None:
        """Presses a key (`Alt+N`, `Tab`, `F7`) in the widget with the focus."""
        QTest.keySequence(self.focus(), text)
        self.wait(lambda: not any(button.isDown() for button in self.wizard.findChildren(QAbstractButton)))
        self.settle()

    def keys(self, text: str) -> None:
        """Types a text into the widget with the focus."""
        QTest.keyClicks(self.focus(), text)

    def tab_to(self, name: str, most: int = 80) -> None:
        """Presses Tab until the widget with this name has the focus."""
        for _press in range(most):
            if self.focus().objectName() == name:
                return
            QTest.keyClick(self.focus(), Qt.Key.Key_Tab)
        raise TourError(f"Tab never came to {name} on the page {self.page()}")

    def choose(self, list_name: str, text: str) -> None:
        """Clicks the first row of a list whose text contains this."""
        view = self.find(list_name, ItemList)
        for row in range(view.items.rowCount()):
            item: Item = view.items.items()[row]
            if not item.group and (text == item.key or text in item.title):
                view.scrollTo(view.items.index(row))
                self._click_at(view, view.visualRect(view.items.index(row)).center())
                return
        raise TourError(f"{text} is not in {list_name}")

    def choose_module(self, name: str) -> None:
        """Clicks a module in the outline of Review."""
        self._click_in_outline(self._outline().items.place_of(f"module:{name}", ""))

    def choose_finding(self, text: str) -> None:
        """Clicks the first finding of the module in view whose title contains this, after its branch was expanded."""
        module, view = self.session.selection.module, self._outline()
        for item in view.items.items_below(f"module:{module}"):
            if not item.group and (text == item.key or text.casefold() in item.title.casefold()):
                index = view.items.place_of(f"module:{module}", item.key)
                view.expand(view.items.place_of(f"module:{module}", ""))
                view.expand(index.parent())
                self._click_in_outline(index)
                return
        raise TourError(f"{text} is not below {module}")

    def _outline(self) -> OutlineView:
        return self.find("outline", OutlineView)

    def _click_in_outline(self, index: QModelIndex) -> None:
        view = self._outline()
        if not index.isValid():
            raise TourError("it is not in the outline")
        view.scrollTo(index)
        self._click_at(view, view.visualRect(index).center())

    def pick(self, combo_name: str, text: str) -> None:
        """Chooses an entry of a combo box."""
        combo = self.find(combo_name, QComboBox)
        combo.setFocus()
        for _press in range(combo.count()):
            if combo.currentText() == text:
                return
            QTest.keyClick(combo, Qt.Key.Key_Down)
        if combo.currentText() != text:
            for _press in range(combo.count()):
                QTest.keyClick(combo, Qt.Key.Key_Up)
                if combo.currentText() == text:
                    return
            raise TourError(f"{text} is not in {combo_name}")

    def add_share(self, name: str) -> None:
        """Adds a share on the Device page."""
        self.click("addShareButton")
        self.keys(name)
        self.key("Tab")

    def go(self, step: int) -> None:
        """Clicks a step at the side."""
        steps = self.wizard.side.steps
        self._click_at(steps, steps.visualItemRect(steps.item(step)).center())

    # What is visible

    def focus(self) -> QWidget:
        """The widget with the focus, or else the window."""
        return QApplication.focusWidget() or self.wizard

    def step(self) -> int:
        """The number of the current page."""
        return self.wizard.currentId()

    def screen(self) -> str:
        """Every text that is visible on the page."""
        texts: list[str] = []
        for widget in self.wizard.current().findChildren(QWidget):
            if not widget.isVisible():
                continue
            if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
                texts.append(plain(widget.text()))
            elif isinstance(widget, QComboBox):
                texts.append(widget.currentText())
            elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
                texts += _rows(widget)
        return "\n".join(texts)

    def says(self, text: str) -> bool:
        """Whether a text is visible on the page."""
        return text in self.screen()

    def questions(self) -> int:
        """The number of open questions."""
        return len(self.session.migration.open) if self.session.migration is not None else 0

    def exported(self) -> bool:
        """Whether the export is done."""
        return self.session.result is not None

    def banner(self) -> str:
        """What the page reports as missing."""
        return self.wizard.current().banner.text()

    def wait_for(self, done: Callable[[], bool]) -> None:
        """Waits for a condition."""
        self.wait(done)

    def output(self) -> bytes:
        """The present migrated manifest."""
        migration = self.session.migration
        assert migration is not None
        return migration.output()

    def _click_at(self, view: QAbstractItemView, point: QPoint) -> None:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
        self.settle()


def _outlined(model: OutlineModel) -> list[Item]:
    """The modules, and the findings below those that were looked at."""
    found: list[Item] = []
    for module in model.modules():
        found += [module, *model.items_below(module.key)]
    return found


def _rows(view: QAbstractItemView) -> list[str]:
    model = view.model()
    if isinstance(model, OutlineModel):
        return [item.spoken for item in _outlined(model)]
    columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
    found = []
    for row in range(model.rowCount()):
        for column in range(columns):
            index = model.index(row, column)
            found.append(str(model.data(index, Qt.ItemDataRole.AccessibleTextRole) or model.data(index) or ""))
    return found
