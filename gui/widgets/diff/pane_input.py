"""Mouse and keyboard input of a pane, independent of what it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QToolTip, QWidget

from gui.theme import plain_text, style
from gui.widgets.basics.enter_key import is_enter
from gui.widgets.diff.diff_blocks import Blocks, SideName

if TYPE_CHECKING:
    from core.diff.rows import Row


class PaneInput(QPlainTextEdit):
    """A read-only text whose lines are blocks of rows; every request for a row is a signal with its index.

    `selected_rows` are those of the selected findings.
    """

    side: SideName
    selected_rows: frozenset[int] = frozenset()
    row_entered = Signal(int)
    """The caret moved to another row, by mouse or keyboard."""
    fold_opened = Signal(int)
    row_activated = Signal(int)
    """Enter or a double click on a row: its answer is requested, if it has a finding."""
    explain_wanted = Signal(int)
    menu_wanted = Signal(int, QPoint)
    zoomed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.code_font = style.mono_font()
        super().__init__(parent)
        self.blocks = Blocks(())
        self.tip: Callable[[int], str] = lambda row: ""
        self.tab_wanted: Callable[[], bool] = lambda: False
        """Handles Tab if it should leave the comparison; returns whether it did."""
        self._seen: tuple[int, int, Blocks, float] | None = None
        self._visible: list[tuple[int, float, float]] = []
        self._row = -1
        self._quiet = False
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.viewport().setMouseTracking(True)
        self.cursorPositionChanged.connect(self._caret_moved)

    def ground(self, row: Row) -> QColor | QBrush | None:
        """The background of the blocks of a row; None for the default."""
        raise NotImplementedError

    def caret_row(self) -> int:
        """The row of the caret, -1 without rows."""
        return self.blocks.row_index(self.textCursor().blockNumber())

    def place_caret(self, block: int, column: int = 0) -> None:
        """Moves the caret without a signal; scrolls only if its position is not visible."""
        self._quiet = True
        self.move_caret(block, column)
        self._row = self.caret_row()
        self._quiet = False

    def move_caret(self, block: int, column: int = 0) -> None:
        """Moves the caret as the operator would."""
        found = self.document().findBlockByNumber(block)
        if found.isValid():
            cursor = QTextCursor(found)
            cursor.setPosition(found.position() + min(column, found.length() - 1))
            self.setTextCursor(cursor)

    def take_focus(self) -> None:
        """Sets the focus to the pane."""
        self.setFocus()

    def code_metrics(self) -> QFontMetrics:
        """The metrics of the text font."""
        return QFontMetrics(self.code_font)

    def reach(self, cursor: QTextCursor) -> None:
        """Scrolls horizontally so that a position of the current row is visible."""
        rect = self.cursorRect(cursor)
        bar, width = self.horizontalScrollBar(), self.viewport().width()
        if not 0 <= rect.left() < width - 20:
            bar.setValue(bar.value() + rect.left() - width // 3)

    def row_at(self, point: QPoint) -> int:
        """The row at a point of the viewport; -1 below the last one."""
        for block, top, height in self.visible_blocks():
            if top <= point.y() < top + height:
                return self.blocks.row_index(block)
        return -1

    def visible_blocks(self) -> list[tuple[int, float, float]]:
        """Number, top and height (in pixels of the viewport) of each visible block."""
        if not self.blocks.rows:
            return []
        block, bottom = self.firstVisibleBlock(), self.viewport().height()
        key = (block.blockNumber(), bottom, self.blocks, self.code_font.pointSizeF())
        if key != self._seen:
            self._seen, self._visible = key, []
            top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
            while block.isValid() and top <= bottom:
                height = self.blockBoundingRect(block).height()
                self._visible.append((block.blockNumber(), top, height))
                top += height
                block = block.next()
        return self._visible

    def event(self, event: QEvent) -> bool:
        """Handles F1 while the pane has the focus, before the shortcut of the window."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F1
            and not event.modifiers()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens a fold or goes to the answer, F1 explains; other keys move the caret."""
        row = self.caret_row()
        if is_enter(event):
            event.accept()
            self._activate(row)
        elif event.key() == Qt.Key.Key_F1:
            event.accept()
            self.explain_wanted.emit(row)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes where the page specifies; Shift+Tab goes back as usual, also through the other side."""
        return (forward and self.tab_wanted()) or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Reports the row of the caret when the focus arrives by keyboard."""
        super().focusInEvent(event)
        self.viewport().update()
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._caret_moved()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Repaints the frame of the current row, which shows the focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Opens a fold on a click."""
        super().mouseReleaseEvent(event)
        self._caret_moved()  # also if the caret was there before
        row = self.row_at(event.position().toPoint())
        left = event.button() is Qt.MouseButton.LeftButton
        if left and row >= 0 and self.blocks.rows[row].kind == "fold" and not self.textCursor().hasSelection():
            self.fold_opened.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Goes to the answer of the row on a double click (and selects the word, as usual)."""
        super().mouseDoubleClickEvent(event)
        row = self.row_at(event.position().toPoint())
        if row >= 0 and self.blocks.rows[row].kind != "fold":
            self.row_activated.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shows the pointer of a button over a fold."""
        super().mouseMoveEvent(event)
        row = self.row_at(event.position().toPoint())
        fold = row >= 0 and self.blocks.rows[row].kind == "fold"
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if fold else Qt.CursorShape.IBeamCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        """Shows the reason of a row as a tool tip."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.row_at(event.pos())
            text = self.tip(row) if row >= 0 else ""
            if text:
                QToolTip.showText(event.globalPos(), plain_text.tip(text), self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms both sides with Ctrl and the wheel."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Opens the menu of the row under the mouse, or of the caret's row."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        row = self.row_at(event.pos()) if by_mouse else self.caret_row()
        self.menu_wanted.emit(row if row >= 0 else self.caret_row(), event.globalPos())

    def _activate(self, row: int) -> None:
        if row < 0:
            return
        wanted = self.fold_opened if self.blocks.rows[row].kind == "fold" else self.row_activated
        wanted.emit(row)

    def _caret_moved(self) -> None:
        if self._quiet:
            return
        row = self.caret_row()
        if row != self._row and row >= 0:
            self._row = row
            self.row_entered.emit(row)
