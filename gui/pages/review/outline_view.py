"""The view of the outline: a tree of modules and findings in a narrow column."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from core.text.catalogue import _
from gui.models.items_model import ITEM, Item
from gui.models.outline_model import OutlineModel
from gui.pages.common.rows import medium_font, paint_ground, small_font
from gui.pages.common.wrapping import parts_that_fit, wrapped
from gui.theme import icons
from gui.theme.tokens import tokens
from gui.widgets.basics.enter_key import is_enter

_ICON, _PAD, _GAP, _INDENT, _LINES = 16, 4, 6, 11, 4
_OUT = _INDENT
"""The indentation: a finding has no arrow, and its icon is below that of the module."""
_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class OutlineView(QTreeView):
    """Enter and a double click activate a finding, Enter expands a module; neither presses Next."""

    _rows: _OutlineDelegate | None = None

    def __init__(self) -> None:
        super().__init__()
        self.items = OutlineModel(self)
        self.setObjectName("outline")
        self.setAccessibleName(_("Modules and findings"))
        self.setModel(self.items)
        self._rows = _OutlineDelegate(self)
        self.setItemDelegate(self._rows)
        self.setHeaderHidden(True)
        self.setIndentation(_INDENT)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setProperty("role", "outline")
        self.header().setStretchLastSection(True)
        self.clicked.connect(self._unfold)

    def current(self) -> Item | None:
        """The current item."""
        item: Item | None = self.currentIndex().data(ITEM)
        return item

    def choose(self, module: str, key: str) -> None:
        """Selects an item of a module, expands its parents and scrolls to it."""
        here = self.current()
        if not key and here is not None and here.key == f"advice:{module}":
            return
        index = self.items.place_of(f"module:{module}", key)
        if not index.isValid():
            self.clearSelection()
            return
        above = index.parent()
        while above.isValid():
            self.setExpanded(above, True)
            above = above.parent()
        if not index.parent().isValid():
            self.setExpanded(index, True)
        if index != self.currentIndex() or not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lets Enter activate the item, not the default button of the window."""
        if not is_enter(event):
            super().keyPressEvent(event)
            return
        event.accept()
        index, item = self.currentIndex(), self.current()
        if item is not None and self.items.hasChildren(index):
            self.setExpanded(index, not self.isExpanded(index))
        elif item is not None:
            self.activated.emit(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wraps titles again for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Measures all items again for the new font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            if self._rows is not None:
                self._rows.forget()
            self.scheduleDelayedItemsLayout()

    def _unfold(self, index: QModelIndex) -> None:
        """Expands a module or the advice on a click; only the arrow collapses them."""
        if self.items.hasChildren(index):
            self.setExpanded(index, True)


class _OutlineDelegate(QStyledItemDelegate):
    """Paints modules on a line with a caption, findings on up to three lines, and headings in a small font.

    No meaning depends on color alone: every state has an icon, and open findings are marked in words.
    """

    def __init__(self, view: OutlineView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[tuple[Item, int], int] = {}

    def forget(self) -> None:
        """Discards the measured heights."""
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """The height of the text for the width of the view, measured once for each width."""
        item: Item = index.data(ITEM)
        depth = 3 if index.parent().parent().isValid() else 2 if index.parent().isValid() else 1
        width = self._view.viewport().width() - _INDENT * depth + _out(item)
        height = self._heights.get((item, width))
        if height is None:
            height = self._heights[item, width] = _height(item, width, option.font)
        return QSize(40, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints background, icon, texts and focus frame."""
        item: Item = index.data(ITEM)
        rect: QRect = option.rect.adjusted(-_out(item), 0, 0, 0)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if item.group:
            _paint_heading(painter, rect, item, option.font)
        else:
            paint_ground(painter, rect, state)
            _paint_item(painter, rect, item, option.font, bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()


def _is_module(item: Item) -> bool:
    return item.key.startswith("module:")


def _out(item: Item) -> int:
    return 0 if item.key.startswith(("module:", "advice:")) else _OUT


def _height(item: Item, width: int, font: QFont) -> int:
    if item.group:
        return QFontMetrics(small_font(font)).height() + 2 * _PAD
    lines = len(_lines(item, font, width))
    caption = QFontMetrics(small_font(font)).height() if item.caption else 0
    return lines * QFontMetrics(medium_font(font)).lineSpacing() + caption + 2 * _PAD


def _lines(item: Item, font: QFont, width: int) -> list[str]:
    """The lines of a title; a module has one line, elided in the middle, because names differ at their ends."""
    free = max(40, width - _text_left() - _PAD)
    if _is_module(item):
        return [QFontMetrics(medium_font(font)).elidedText(item.title, Qt.TextElideMode.ElideMiddle, free)]
    return wrapped(item.title, font, free, _LINES)


def _text_left() -> int:
    return _PAD + _ICON + _GAP


def _paint_heading(painter: QPainter, rect: QRect, item: Item, font: QFont) -> None:
    small = small_font(font)
    small.setWeight(QFont.Weight.DemiBold)
    painter.setFont(small)
    painter.setPen(QColor(tokens().muted))
    shown = QFontMetrics(small).elidedText(item.title, Qt.TextElideMode.ElideRight, rect.width() - 2 * _PAD)
    painter.drawText(rect.adjusted(_PAD, _PAD, -_PAD, 0), _LEFT, shown)


def _paint_item(painter: QPainter, rect: QRect, item: Item, font: QFont, selected: bool) -> None:
    colors = tokens()
    text, tone = (colors.selection_text,) * 2 if selected else (colors.text, getattr(colors, item.tone))
    picture = icons.pixmap(item.icon, "selection_text" if selected else item.tone, _ICON)
    main = medium_font(font) if _is_module(item) else QFont(font)
    line_height, top = QFontMetrics(main).lineSpacing(), rect.top() + _PAD
    beside = rect.center().y() + 1 - _ICON // 2 if _is_module(item) else top + (line_height - _ICON) // 2
    painter.drawPixmap(rect.left() + _PAD, beside, picture)
    left, width = rect.left() + _text_left(), rect.width() - _text_left() - _PAD
    painter.setFont(main)
    painter.setPen(QColor(text))
    for line in _lines(item, font, rect.width()):
        painter.drawText(QRect(left, top, width, line_height), _LEFT, line)
        top += line_height
    if item.caption:
        small = small_font(font)
        painter.setFont(small)
        painter.setPen(QColor(tone))
        caption = parts_that_fit(item.caption, small, width)
        painter.drawText(QRect(left, top, width, QFontMetrics(small).height()), _LEFT, caption)
