"""The layout of Review: the outline at the left, the comparison, and the answer beside or below it.

Sizes are measured in characters of the code font. Where only a few lines of the comparison would fit, outline,
comparison and answer are tabs. The page itself never scrolls.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QTabBar, QWidget

from core.text.catalogue import _
from gui.theme import style
from gui.widgets.basics.parts import GAP, vbox
from gui.widgets.diff import gutter, overview, side_by_side

if TYPE_CHECKING:
    from gui.state.settings import Settings

_UPRIGHT, _LEVEL = Qt.Orientation.Vertical, Qt.Orientation.Horizontal

Part = Literal["outline", "compare", "answer"]
Form = Literal["right", "below", "tabs"]
PARTS: tuple[Part, ...] = ("outline", "compare", "answer")

COLUMNS, ROWS = 58, 26
"""The minimum columns and rows of each side of the comparison on the screen of a laptop."""
SOME_COLUMNS = 50
"""Where 58 columns do not fit, the outline may grow to `FAIR_OUTLINE` as long as this many are left."""
FEW_COLUMNS, FEW_ROWS = 22, 14
"""With less than this, the parts are shown as tabs."""
POINTS = 10
"""The minimum size of the code font, in points, for which this holds."""
_HANDLE = GAP + 2
"""The space between two parts: the handle and its border."""
FRAMES = 8
"""The frames of both sides, of the change strip, and the line between the sides, in pixels."""
OUTLINE, FAIR_OUTLINE, WIDE_OUTLINE, ANSWER, LOW_ANSWER = 190, 230, 300, 340, 104
"""Minimum, medium and maximum width of the outline, minimum width and minimum height of the answer, in pixels."""


class _Splitter(QSplitter):
    """Parts with gaps between them; none can be collapsed. `resized` is sent after they have their sizes."""

    resized = Signal()

    def __init__(self, name: str, way: Qt.Orientation) -> None:
        super().__init__(way)
        self.setObjectName(name)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(GAP)
        self.setProperty("role", "gap")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reports the new size, because Qt distributes the space by the previous sizes."""
        super().resizeEvent(event)
        self.resized.emit()


class Space(QObject):
    """The layout of the three parts in `root`; `chosen` reports another part in view or another form."""

    chosen = Signal(str)

    def __init__(self, settings: Settings) -> None:
        self.root = QWidget()
        super().__init__(self.root)
        self._settings = settings
        self.parts: dict[Part, QWidget] = {}
        self.form: Form = "below"
        self.answer_wanted = True
        self.lines = 1
        self._tab: Part = "compare"
        self._begun = self._moved = False
        self.texts = _Splitter("reviewTexts", _UPRIGHT)
        self.whole = _Splitter("reviewWhole", _LEVEL)
        self.whole.addWidget(self.texts)
        self.tabs = QTabBar()
        self.tabs.setObjectName("reviewTabs")
        self.tabs.setDrawBase(False)
        for name in (_("Findings"), _("Comparison"), _("Answer")):
            self.tabs.addTab(name)
        self.tabs.hide()
        vbox(self.tabs, (self.whole, 1), owner=self.root, gap=GAP // 2)
        self.root.setMinimumSize(240, 120)
        self.tabs.currentChanged.connect(self._on_tab)
        for splitter in (self.texts, self.whole):
            splitter.splitterMoved.connect(self._on_moved)
            splitter.resized.connect(self._share_out)

    def put(self, part: Part, widget: QWidget) -> None:
        """Inserts a part when it is created, because Qt computes the style of a widget again when it is moved."""
        self.parts[part] = widget
        widget.setMinimumSize(150, 90)  # the default minimum is that of a large window
        if part == "outline":
            self.whole.insertWidget(0, widget)
        else:
            self.texts.insertWidget(0 if part == "compare" else 1, widget)

    def begin(self, actions: Sequence[QAction]) -> None:
        """Distributes the space, now and after every change of size; all parts must exist.

        The shortcuts of `actions` also work while their part is in a hidden tab.
        """
        self.root.addActions(actions)
        self.root.installEventFilter(self)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Chooses the form again after a change of size."""
        if watched is self.root and event.type() is QEvent.Type.Resize:
            self.fit()
        return False

    def fit(self) -> None:
        """Chooses the form for the available space and distributes it."""
        form = self._form_for(self.root.size())
        if form != self.form or not self._begun:
            self.keep()
            self.form = form
            self._moved = False
            self.texts.setOrientation(_LEVEL if form == "right" else _UPRIGHT)
            if self.tabs.hasFocus():
                self.parts["compare"].setFocus()
            self.tabs.setVisible(form == "tabs")
            self.tabs.setCurrentIndex(PARTS.index(self._tab))
            self._show_parts()
            self._restore()
            self._share_out()
            self.chosen.emit(self._tab)

    def set_lines(self, lines: int) -> None:
        """Sets the number of lines, because longer line numbers reduce the outline, not the text."""
        if len(str(lines)) != len(str(self.lines)):
            self.lines = lines
            self._share_out()

    def show_part(self, part: Part) -> None:
        """Shows a part: selects its tab, and shows a hidden answer."""
        if part == "answer":
            self.answer_wanted = True
        self._tab = part
        self.tabs.setCurrentIndex(PARTS.index(part))
        self._show_parts()

    def hide_answer(self) -> None:
        """Gives all the space to the comparison."""
        self.answer_wanted = False
        self.show_part("compare")

    def answer_shown(self) -> bool:
        """Whether the answer is visible."""
        return self._tab == "answer" if self.form == "tabs" else self.answer_wanted

    def keep(self) -> None:
        """Saves the sizes that the user chose, separately for each form."""
        for splitter in (self.texts, self.whole) if self._moved else ():
            self._settings.set_blob(f"{splitter.objectName()}-{self.form}", splitter.saveState())

    def _form_for(self, size: QSize) -> Form:
        rows, columns = self._height_for(FEW_ROWS), self._width_for(FEW_COLUMNS)
        if size.height() < rows + _HANDLE + LOW_ANSWER or size.width() < OUTLINE + _HANDLE + columns:
            return "tabs"
        wide = OUTLINE + 2 * _HANDLE + self._width_for(COLUMNS) + ANSWER
        return "right" if size.width() >= wide else "below"

    def _share_out(self) -> None:
        """Gives the comparison its columns and rows first, and the rest to the other parts."""
        if self._moved or not self._begun or self.form == "tabs":
            return
        width, columns, rows = self.whole.width(), self._width_for(COLUMNS), self._height_for(ROWS)
        beside = ANSWER + _HANDLE if self.form == "right" else 0
        outline = width - columns - _HANDLE - beside
        if outline < OUTLINE:
            outline = min(FAIR_OUTLINE, width - self._width_for(SOME_COLUMNS) - _HANDLE - beside)
        outline = min(WIDE_OUTLINE, max(OUTLINE, outline))
        self.whole.setSizes([outline, width - outline - _HANDLE])
        if self.form == "right":
            answer = max(ANSWER, min(self.texts.width() - columns - _HANDLE, width // 4))
            self.texts.setSizes([self.texts.width() - answer - _HANDLE, answer])
        else:
            height = self.texts.height()
            rows = rows if height - rows >= LOW_ANSWER + 6 * GAP else self._height_for(FEW_ROWS)
            compare = max(rows, height * 2 // 3)
            self.texts.setSizes([compare, height - compare - _HANDLE])

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(style.mono_font(max(POINTS, QApplication.font().pointSizeF())))

    def _width_for(self, columns: int) -> int:
        """The width of both sides with this many characters, line numbers and frames."""
        metrics = self._metrics()
        side = columns * metrics.horizontalAdvance("0") + gutter.width_for(len(str(self.lines)), metrics) + GAP
        return 2 * side + side_by_side.BETWEEN + overview.WIDTH + FRAMES

    def _height_for(self, rows: int) -> int:
        """The height of this many lines with the headings, the bar below and the buttons above."""
        return rows * self._metrics().lineSpacing() + 2 * self._metrics().height() + 56

    def _show_parts(self) -> None:
        """Shows the visible parts of the form; moves the focus out of hidden ones."""
        tabs, here = self.form == "tabs", QApplication.focusWidget()
        shown = {self._tab} if tabs else {part for part in PARTS if part != "answer" or self.answer_wanted}
        left = [self.parts[part] for part in self.parts if part not in shown]
        if here is not None and any(widget.isAncestorOf(here) for widget in left):
            (self.tabs if tabs else self.root).setFocus()
        for part, widget in self.parts.items():
            widget.setVisible(part in shown)
        self.texts.setVisible(shown != {"outline"})

    def _restore(self) -> None:
        self._begun = True
        for splitter in (self.texts, self.whole) if self.form != "tabs" else ():
            state = self._settings.blob(f"{splitter.objectName()}-{self.form}")
            self._moved = (not state.isEmpty() and splitter.restoreState(state)) or self._moved

    def _on_tab(self, index: int) -> None:
        self._tab = PARTS[index]
        self._show_parts()
        self.chosen.emit(self._tab)

    def _on_moved(self) -> None:
        self._moved = True
        self.keep()
