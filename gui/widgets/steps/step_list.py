"""The list of steps: every step with its state and what it still needs.

It is painted with the first whole window, so it names no enumeration of `Qt` and `QStyle` before: their namespaces
create 93 and 26 enumerations when they are first used, which takes 20 ms, a sixth of what a bare wizard needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QCursor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from core.text.catalogue import _
from gui.theme import icons
from gui.theme.plain_text import tip
from gui.theme.tokens import tokens
from gui.widgets.basics.enter_key import KeepsEnter

State = Literal["todo", "done", "attention"]
SPOKEN = 11
"""Qt.ItemDataRole.AccessibleTextRole: the text of an item for screen readers."""


class Step(NamedTuple):
    """One step: its name, its state, and a short text for what it needs (`2 questions`).

    `icon` and `tone` replace those of the state if a verdict has its own.
    """

    title: str
    state: State = "todo"
    hint: str = ""
    icon: str = ""
    tone: str = ""


_ICONS = {"todo": "todo", "done": "done", "attention": "question"}
_TONES = {"todo": "muted", "done": "ok", "attention": "ask"}


class StepList(KeepsEnter, QListWidget):
    """A list of steps. Click, Enter or Space on one sends `step_chosen` with its index; the wizard decides."""

    step_chosen = Signal(int)
    rail = False
    _steps: tuple[Step, ...] = ()  # here before any event that making the list may send
    _current = 0

    def __init__(self) -> None:
        super().__init__()
        self._canvas = QWidget()
        self.setViewport(self._canvas)  # PySide loads all kinds of widgets when it is asked for Qt's own
        self.setObjectName("stepList")
        self.setProperty("role", "steps")
        self.setAccessibleName(_("Steps"))
        self.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        self.setMouseTracking(True)
        self.itemClicked.connect(self._chosen)
        self.itemActivated.connect(self._chosen)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Shows these steps; the current one and the focus are kept."""
        self._steps = tuple(steps)
        while self.count() > len(steps):
            self.takeItem(self.count() - 1)
        while self.count() < len(steps):
            self.addItem(QListWidgetItem())
        self._fill()

    def set_current(self, index: int) -> None:
        """Marks the step of the current page."""
        self._current = index
        self.setCurrentRow(index)
        self._fill()
        self.scrollToItem(self.item(index))

    def set_rail(self, rail: bool, width: int) -> None:
        """Shows a narrow rail with names below the icons, or icons with words beside them; the width is in pixels."""
        self.setProperty("verticalScrollBarPolicy", "ScrollBarAlwaysOff" if rail else "ScrollBarAsNeeded")
        self.setFixedWidth(width)
        self.rail = rail
        self._measure()

    def named(self) -> bool:
        """Whether the names fit in the rail; a very low window shows icons only."""
        return self.count() * _rail_height(self.font(), named=True) <= self.contentsRect().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows or hides the names for the new size."""
        super().resizeEvent(event)
        self._measure()

    def current_step(self) -> int:
        """The index of the step of the current page (the focus may be on another)."""
        return self._current

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Selects a step with Space, as Enter does."""
        if event.key() != QtCore.Qt.Key.Key_Space:
            super().keyPressEvent(event)
        elif self.currentRow() >= 0:
            self.step_chosen.emit(self.currentRow())

    def changeEvent(self, event: QEvent) -> None:
        """Measures the steps again after a change of theme or font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints every step: a delegate would need `QStyle`, and a bar, icon, name and hint are all there is."""
        painter = QPainter(self._canvas)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mouse = self._canvas.mapFromGlobal(QCursor.pos()) if self._canvas.underMouse() else QPoint(-1, -1)
        for index, step in enumerate(self._steps):
            place = self.visualItemRect(self.item(index))
            self._paint_step(painter, place, step, index, place.contains(mouse))
        painter.end()

    def _chosen(self, item: QListWidgetItem) -> None:
        self.step_chosen.emit(self.row(item))

    def _fill(self) -> None:
        for index, step in enumerate(self._steps):
            item = self.item(index)
            item.setText(step.title)
            item.setData(SPOKEN, self._spoken(index, step))
            item.setToolTip(tip("\n".join(filter(None, (step.title, step.hint)))))
        self._measure()

    def _measure(self) -> None:
        """Gives each step the height of two lines, with or without a hint, so that the list does not jump.

        In a rail it is that of icon and name.
        """
        height = _rail_height(self.font(), self.named()) if self.rail else self.fontMetrics().height() * 2 + 18
        for index in range(self.count()):
            self.item(index).setSizeHint(QSize(10, height))
        self._canvas.update()

    def _spoken(self, index: int, step: Step) -> str:
        """The text for screen readers: position, name, state, what is needed."""
        words = {"todo": _("not done yet"), "done": _("done"), "attention": _("needs you")}
        place = _("Step {number} of {count}").format(number=index + 1, count=len(self._steps))
        current = [_("current step")] if index == self._current else []
        return ", ".join([f"{place}: {step.title}", *current, words[step.state], *([step.hint] if step.hint else [])])

    def _paint_step(self, painter: QPainter, place: QRect, step: Step, index: int, hovered: bool) -> None:
        """Paints a bar and a raised background for the current step, a frame for the focus, and the state."""
        current, focused = index == self._current, self.hasFocus() and index == self.currentRow()
        rect = place.adjusted(0 if self.rail else 4, 2, 0 if self.rail else -4, -2)
        _paint_ground(painter, rect, current, hovered, focused)
        usual = _TONES[step.state] if not current or step.state == "attention" else "focus"
        shape = "current" if current and step.state == "todo" else _ICONS[step.state]
        picture = icons.pixmap(step.icon or shape, step.tone or usual, 20)
        if self.rail:
            painter.drawPixmap(rect.center().x() - 9, rect.top() + 6, picture)
            if self.named():
                _paint_name(painter, rect.adjusted(0, 28, 0, -2), step.title, self.font())
            return
        painter.drawPixmap(rect.left() + 12, rect.center().y() - 9, picture)
        text = QRect(rect.left() + 42, rect.top(), rect.width() - 48, rect.height())
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if current else QFont.Weight.Normal)
        _paint_text(painter, text, step, font)


def _rail_height(font: QFont, named: bool) -> int:
    return 20 + 14 + (QFontMetrics(_rail_font(font)).height() + 2 if named else 0)


def _rail_font(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(max(1.0, font.pointSizeF() * 0.85))
    return small


def _fitted(metrics: QFontMetrics, text: str, width: int) -> str:
    """The text, or its beginning if it is wider than this."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    return metrics.elidedText(text, QtCore.Qt.TextElideMode.ElideRight, width)


def _paint_name(painter: QPainter, rect: QRect, name: str, font: QFont) -> None:
    """Paints a name in the middle of a rail, with the pen of the list."""
    painter.setFont(_rail_font(font))
    metrics = painter.fontMetrics()
    shown = _fitted(metrics, name, rect.width())
    left = rect.left() + (rect.width() - QFontMetricsF(painter.font()).horizontalAdvance(shown)) / 2
    painter.drawText(QPointF(left, rect.top() + metrics.ascent()), shown)


def _paint_ground(painter: QPainter, rect: QRect, current: bool, hovered: bool, focused: bool) -> None:
    colors = tokens()
    if current or hovered:
        _fill_rounded(painter, rect, 6, colors.raised if current else colors.row_alternate)
    if current:
        _fill_rounded(painter, QRect(rect.left(), rect.top() + 8, 4, rect.height() - 16), 2, colors.accent)
    if focused:
        painter.save()
        painter.setPen(QColor(colors.focus))
        painter.drawRoundedRect(rect, 6, 6)
        painter.restore()


def _fill_rounded(painter: QPainter, rect: QRect, radius: int, color: str) -> None:
    path, ground = QPainterPath(), QPixmap(1, 1)
    path.addRoundedRect(QRectF(rect), radius, radius)
    ground.fill(QColor(color))
    painter.fillPath(path, QBrush(ground))  # for a pen or brush of a color, PySide loads the enumerations of `Qt`


def _paint_text(painter: QPainter, rect: QRect, step: Step, font: QFont) -> None:
    """Centers the name, or name and hint together."""
    colors, metrics, half = tokens(), QFontMetrics(font), rect.height() // 2
    painter.save()
    painter.setFont(font)
    top = half - metrics.height() if step.hint else (rect.height() - metrics.height()) // 2
    painter.drawText(rect.left(), rect.top() + top + metrics.ascent(), step.title)
    if step.hint:
        small = QFont(font)
        small.setWeight(QFont.Weight.Normal)
        small.setPointSizeF(font.pointSizeF() * 0.9)
        painter.setFont(small)
        painter.setPen(QColor(getattr(colors, step.tone or _TONES[step.state])))
        below = painter.fontMetrics()
        painter.drawText(rect.left(), rect.top() + half + below.ascent(), _fitted(below, step.hint, rect.width()))
    painter.restore()
