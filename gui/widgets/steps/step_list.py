"""The list of steps: every step with its state and what it still needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from core.text.catalogue import _
from gui.theme import icons
from gui.theme.plain_text import tip
from gui.theme.tokens import tokens
from gui.widgets.basics.enter_key import KeepsEnter

State = Literal["todo", "done", "attention"]


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

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[Step, ...] = ()
        self._current = 0
        self.setObjectName("stepList")
        self.setProperty("role", "steps")
        self.setAccessibleName(_("Steps"))
        self.setItemDelegate(_StepDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(off if rail else needed)
        self.setFixedWidth(width)
        if rail != self.rail:
            self.rail = rail
            self.scheduleDelayedItemsLayout()

    def named(self) -> bool:
        """Whether the names fit in the rail; a very low window shows icons only."""
        return self.count() * _rail_height(self.font(), named=True) <= self.contentsRect().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows or hides the names for the new size."""
        super().resizeEvent(event)
        if self.rail:
            self.scheduleDelayedItemsLayout()

    def step(self, index: int) -> Step:
        """The content of a step."""
        return self._steps[index]

    def current_step(self) -> int:
        """The index of the step of the current page (the focus may be on another)."""
        return self._current

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Selects a step with Space, as Enter does."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
        elif self.currentRow() >= 0:
            self.step_chosen.emit(self.currentRow())

    def changeEvent(self, event: QEvent) -> None:
        """Paints again after a change of theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()

    def _chosen(self, item: QListWidgetItem) -> None:
        self.step_chosen.emit(self.row(item))

    def _fill(self) -> None:
        for index, step in enumerate(self._steps):
            item = self.item(index)
            item.setText(step.title)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self._spoken(index, step))
            item.setToolTip(tip("\n".join(filter(None, (step.title, step.hint)))))
        self.scheduleDelayedItemsLayout()

    def _spoken(self, index: int, step: Step) -> str:
        """The text for screen readers: position, name, state, what is needed."""
        words = {"todo": _("not done yet"), "done": _("done"), "attention": _("needs you")}
        place = _("Step {number} of {count}").format(number=index + 1, count=len(self._steps))
        current = [_("current step")] if index == self._current else []
        return ", ".join([f"{place}: {step.title}", *current, words[step.state], *([step.hint] if step.hint else [])])


class _StepDelegate(QStyledItemDelegate):
    """Paints a step: icon, name, and its hint below in a small font."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The height of two lines, with or without a hint, so that the list does not jump; in a rail icon and name."""
        steps = option.widget
        if isinstance(steps, StepList) and steps.rail:
            return QSize(10, _rail_height(steps.font(), steps.named()))
        return QSize(10, option.fontMetrics.height() * 2 + 18)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paints a bar and a raised background for the current step, a frame for the focus, and the state."""
        steps, state = option.widget, option.state
        assert isinstance(steps, StepList)
        step, current, rail = steps.step(index.row()), index.row() == steps.current_step(), steps.rail
        colors, rect = tokens(), option.rect.adjusted(0 if rail else 4, 2, 0 if rail else -4, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, rect, current, state)
        usual = _TONES[step.state] if not current or step.state == "attention" else "focus"
        shape = "current" if current and step.state == "todo" else _ICONS[step.state]
        picture = icons.pixmap(step.icon or shape, step.tone or usual, 20)
        if rail:
            _paint_rail(painter, rect, picture, step.title if steps.named() else "", option.font)
            painter.restore()
            return
        middle = rect.center().y() + 1
        painter.drawPixmap(rect.left() + 12, middle - 10, picture)
        text = QRect(rect.left() + 42, rect.top(), rect.width() - 48, rect.height())
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if current else QFont.Weight.Normal)
        _paint_text(
            painter, text, step, font, QColor(colors.text), QColor(getattr(colors, step.tone or _TONES[step.state]))
        )
        painter.restore()


def _rail_height(font: QFont, named: bool) -> int:
    return 20 + 14 + (QFontMetrics(_rail_font(font)).height() + 2 if named else 0)


def _rail_font(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(max(1.0, font.pointSizeF() * 0.85))
    return small


def _paint_rail(painter: QPainter, rect: QRect, picture: QPixmap, name: str, font: QFont) -> None:
    """Paints the icon in the middle, with the name below it."""
    painter.drawPixmap(rect.center().x() - 9, rect.top() + 6, picture)
    painter.setFont(_rail_font(font))
    painter.setPen(QColor(tokens().text))
    below = rect.adjusted(0, 28, 0, -2)
    fitted = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, below.width())
    painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, fitted)


def _paint_ground(painter: QPainter, rect: QRect, current: bool, state: QStyle.StateFlag) -> None:
    colors = tokens()
    if current or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.raised if current else colors.row_alternate))
        painter.drawRoundedRect(rect, 6, 6)
    if current:
        painter.setBrush(QColor(colors.accent))
        painter.drawRoundedRect(QRect(rect.left(), rect.top() + 8, 4, rect.height() - 16), 2, 2)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QColor(colors.focus))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, 6, 6)


def _paint_text(painter: QPainter, rect: QRect, step: Step, font: QFont, text: QColor, hint: QColor) -> None:
    """Centers the name, or name and hint together."""
    small = QFont(font)
    small.setWeight(QFont.Weight.Normal)
    small.setPointSizeF(font.pointSizeF() * 0.9)
    half = rect.height() // 2
    painter.setFont(font)
    painter.setPen(text)
    bottom = Qt.AlignmentFlag.AlignBottom if step.hint else Qt.AlignmentFlag.AlignVCenter
    upper = rect.adjusted(0, 0, 0, -half) if step.hint else rect
    painter.drawText(upper, Qt.AlignmentFlag.AlignLeft | bottom, step.title)
    if step.hint:
        painter.setFont(small)
        painter.setPen(hint)
        lower = rect.adjusted(0, half, 0, 0)
        fitted = painter.fontMetrics().elidedText(step.hint, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, fitted)
