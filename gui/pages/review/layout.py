"""How the room of the Review page is shared out: lists at the left, texts at the right, every border movable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gui.widgets.basics.parts import GAP, label, split

if TYPE_CHECKING:
    from gui.state.settings import Settings

_UPRIGHT, _LEVEL = Qt.Orientation.Vertical, Qt.Orientation.Horizontal


class SplitView(QObject):
    """`whole` holds `lists` and `texts`. Widgets are put into their place when they are made."""

    def __init__(self, settings: Settings) -> None:
        self.lists = split("reviewLists", _UPRIGHT)
        self.texts = split("reviewTexts", _UPRIGHT)
        self.whole = split("reviewWhole", _LEVEL, (self.lists, 240), (self.texts, 930))
        self.whole.setStretchFactor(0, 0)
        self.whole.setStretchFactor(1, 1)
        super().__init__(self.whole)
        self._settings = settings
        self._answer = self.whole
        self._narrow = False

    def share_out(self, answer: QSplitter) -> None:
        """Everything is in its place: give each its part, as the last time. `answer` is a splitter of its own."""
        self._answer = answer
        self.lists.setSizes([260, 340])
        self.texts.setSizes([400, 230])
        for splitter in self._all():
            state = self._settings.blob(splitter.objectName())
            if not state.isEmpty():
                splitter.restoreState(state)
            splitter.splitterMoved.connect(self.keep)

    def keep(self) -> None:
        """Remember the sizes; those of a narrow page are of no use to a wide one."""
        for splitter in self._all() if not self._narrow else ():
            self._settings.set_blob(splitter.objectName(), splitter.saveState())

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow page everything stands above each other, and the page scrolls."""
        self._narrow = narrow
        self.whole.setOrientation(_UPRIGHT if narrow else _LEVEL)
        self._answer.setOrientation(_UPRIGHT if narrow else _LEVEL)
        self.lists.setMinimumHeight(400 if narrow else 0)
        self._answer.setMinimumHeight(480 if narrow else 180)

    def _all(self) -> tuple[QSplitter, ...]:
        return (self.lists, self.texts, self.whole, self._answer)


def captioned(caption: str, view: QWidget) -> QWidget:
    """A list under its caption."""
    side = QWidget()
    layout = QVBoxLayout(side)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GAP // 2)
    layout.addWidget(label(caption, "label"))
    layout.addWidget(view, 1)
    side.setMinimumWidth(120)
    return side
