"""How an Item looks in a list: icon, title over at most two lines, its state below, a count at the end."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionButton, QStyleOptionViewItem, QWidget

from gui.models.items_model import ITEM, Item, ItemsModel
from gui.pages.common.wrapping import wrapped
from gui.theme import icons
from gui.theme.tokens import tokens
from gui.widgets.basics.enter_key import KeepsEnter

_ICON, _PAD, _GAP = 18, 8, 10
_LINES = 2
_CHECK = Qt.ItemDataRole.CheckStateRole
_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints an Item. Meaning is never in color alone: the state has an icon and a word."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as the wrapped title wants at the width of the view."""
        item: Item = index.data(ITEM)
        metrics = QFontMetrics(option.font)
        if item.group:
            return QSize(40, metrics.height() + 2 * _PAD + 2)
        view = option.widget
        boxed = _ICON + _GAP if index.data(_CHECK) is not None else 0
        width = (view.viewport().width() if isinstance(view, QListView) else 200) - boxed - _text_left(item) - _PAD
        lines = len(wrapped(item.title, medium_font(option.font), max(40, width)))
        caption = QFontMetrics(small_font(option.font)).height() + 2 if item.caption else 0
        return QSize(40, lines * metrics.lineSpacing() + caption + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Ground, icon, texts, focus frame."""
        item: Item = index.data(ITEM)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if item.group:
            _paint_group(painter, rect, item, font)
        else:
            selected = bool(state & QStyle.StateFlag.State_Selected)
            paint_ground(painter, rect, state)
            ticked = index.data(_CHECK)
            if ticked is not None:
                _paint_box(painter, option.widget, rect, ticked)
                rect = rect.adjusted(_ICON + _GAP, 0, 0, 0)
            _paint_item(painter, rect, item, font, selected)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """A click anywhere on a row that has a box, or Space, ticks or clears it."""
        ticked = index.data(_CHECK)
        clicked = (
            event.type() is QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and event.button() is Qt.MouseButton.LeftButton
        )
        spaced = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if ticked is None or not (clicked or spaced):
            return False
        empty = ticked == Qt.CheckState.Unchecked
        return model.setData(index, Qt.CheckState.Checked if empty else Qt.CheckState.Unchecked, _CHECK)


class ItemList(KeepsEnter, QListView):
    """A list of Items. Enter and a double click activate one."""

    def __init__(self, name: str, accessible: str, items: ItemsModel | None = None) -> None:
        super().__init__()
        self.items = items or ItemsModel()
        self.items.setParent(self)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setModel(self.items)
        self.setItemDelegate(RowDelegate(self))
        self.setUniformItemSizes(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setProperty("role", "rows")
        self.installEventFilter(self)

    def current(self) -> Item | None:
        """The item the keyboard is on."""
        return self.items.item(self.currentIndex())

    def choose(self, key: str) -> bool:
        """Select an item; False when it is not in the list."""
        index = self.items.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def choose_first(self) -> None:
        """Select the first item that is no heading."""
        for item in self.items.items():
            if not item.group:
                self.choose(item.key)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A new width wraps titles again."""
        if watched is self and event.type() is QEvent.Type.Resize:
            self.scheduleDelayedItemsLayout()
        return super().eventFilter(watched, event)


def _paint_group(painter: QPainter, rect: QRect, item: Item, font: QFont) -> None:
    inner = rect.adjusted(_PAD + 2, _PAD, -_PAD, -2)
    small = small_font(font)
    small.setWeight(QFont.Weight.DemiBold)
    painter.setFont(small)
    painter.setPen(QColor(tokens().muted))
    text = f"{item.title}  ·  {item.badge}" if item.badge else item.title
    painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def paint_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    """Selected, under the mouse, with the keyboard."""
    colors, inner = tokens(), rect.adjusted(3, 1, -3, -1)
    if state & QStyle.StateFlag.State_Selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.selection))
        painter.drawRoundedRect(inner, 5, 5)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.row_alternate))
        painter.drawRoundedRect(inner, 5, 5)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QColor(colors.focus))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(inner, 5, 5)


def _paint_box(painter: QPainter, view: QWidget, rect: QRect, ticked: Qt.CheckState) -> None:
    box = QStyleOptionButton()
    box.initFrom(view)
    box.rect = QRect(rect.left() + _PAD + 2, rect.top() + _PAD, _ICON, _ICON)
    on = ticked == Qt.CheckState.Checked
    box.state |= QStyle.StateFlag.State_On if on else QStyle.StateFlag.State_Off
    view.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, box, painter, view)


def _paint_item(painter: QPainter, rect: QRect, item: Item, font: QFont, selected: bool) -> None:
    colors = tokens()
    text, tone = (colors.selection_text,) * 2 if selected else (colors.text, getattr(colors, item.tone))
    if item.icon:
        picture = icons.pixmap(item.icon, "selection_text" if selected else item.tone, _ICON)
        painter.drawPixmap(rect.left() + _PAD + 2, rect.top() + _PAD, picture)
    left, width = rect.left() + _text_left(item), rect.width() - _text_left(item) - _PAD
    bold, top = medium_font(font), rect.top() + _PAD
    painter.setFont(bold)
    painter.setPen(QColor(text))
    metrics = QFontMetrics(bold)
    for line in wrapped(item.title, bold, max(40, width)):
        painter.drawText(QRect(left, top, width, metrics.height()), Qt.AlignmentFlag.AlignLeft, line)
        top += metrics.lineSpacing()
    if item.caption:
        small = small_font(font)
        painter.setFont(small)
        painter.setPen(QColor(tone))
        caption = QFontMetrics(small).elidedText(item.caption, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, top + 2, width, QFontMetrics(small).height()), Qt.AlignmentFlag.AlignLeft, caption)


def _text_left(item: Item) -> int:
    return _PAD + 2 + (_ICON + _GAP if item.icon else 0)


def medium_font(font: QFont) -> QFont:
    """The font of titles."""
    bold = QFont(font)
    bold.setWeight(QFont.Weight.Medium)
    return bold


def small_font(font: QFont) -> QFont:
    """The font of captions."""
    small = QFont(font)
    small.setPointSizeF(max(1.0, font.pointSizeF() * 0.9))
    return small
