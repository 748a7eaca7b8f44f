"""The picture of the deployment in the window: in the colors of the theme, with zoom and a text for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsScene, QGraphicsSimpleTextItem, QGraphicsView

from core.text.catalogue import _
from gui.theme.plain_text import tip
from gui.theme.tokens import tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from core.report.picture_shapes import Box, Line, Picture

_STEP = 1.2
_STILL = QGraphicsView.ViewportAnchor.NoAnchor
"""Qt would scroll to the middle with every other style; only a zoom keeps what is in the middle there."""
_SMALLEST, _LARGEST = 0.2, 4.0
SMALLEST_FIT = 0.85
"""The scale below which small letters are unreadable; a tall picture scrolls instead."""
_TONES = {"module": "note", "cloud": "kept", "any": "kept", "share": "ask", "gpu": "ok"}
_DASHES = {"route": Qt.PenStyle.SolidLine, "share": Qt.PenStyle.SolidLine, "gpu": Qt.PenStyle.DashLine}
_LINE_TONES = {"route": "muted", "share": "ask", "gpu": "ok"}


class PictureView(QGraphicsView):
    """Zooms with Ctrl +, Ctrl -, Ctrl 0 and Ctrl with the wheel; arrows scroll."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: Picture | None = None
        self._fitted = True
        self.setObjectName("pictureView")
        self.setAccessibleName(_("Diagram of the deployment"))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(_STILL)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)

    def show_picture(self, picture: Picture) -> None:
        """Shows a picture; its description is read by screen readers."""
        if picture == self._picture:
            return
        self._picture = picture
        self.setAccessibleDescription(". ".join(picture.story))
        self._draw()
        self._fit()
        self.verticalScrollBar().setValue(0)

    def zoom(self, factor: float) -> None:
        """Changes the zoom; 0 fits the width."""
        if factor == 0:
            self._fit()
            return
        now = self.transform().m11()
        wanted = min(_LARGEST, max(_SMALLEST, now * factor))
        self._fitted = False
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.scale(wanted / now, wanted / now)
        self.setTransformationAnchor(_STILL)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handles the keys for zooming."""
        steps = {Qt.Key.Key_Plus: _STEP, Qt.Key.Key_Equal: _STEP, Qt.Key.Key_Minus: 1 / _STEP, Qt.Key.Key_0: 0.0}
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in steps:
            self.zoom(steps[key])
            event.accept()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms with Ctrl and the wheel; the wheel alone scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the picture to the available space until the user zooms."""
        super().resizeEvent(event)
        if self._fitted:
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Applies the colors of another theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._picture is not None:
            self._draw()

    def _fit(self) -> None:
        """The scale that fits: never enlarged, and never too small to read."""
        if self._picture is None:
            return
        self._fitted = True
        across = self.viewport().width() / self._picture.width
        down = self.viewport().height() / self._picture.height
        factor = min(1.25, max(SMALLEST_FIT, min(across, down)))
        self.setTransform(QTransform.fromScale(factor, factor))

    def _draw(self) -> None:
        assert self._picture is not None
        scene = QGraphicsScene(self)
        scene.setSceneRect(QRectF(0, 0, self._picture.width, self._picture.height))
        scene.setBackgroundBrush(QBrush(QColor(tokens().surface)))
        for line in self._picture.lines:
            _add_line(scene, line)
        for box in self._picture.boxes:
            _add_box(scene, box)
        old = self.scene()
        self.setScene(scene)
        if old is not None:
            old.deleteLater()


def _add_line(scene: QGraphicsScene, line: Line) -> None:
    path = QPainterPath(QPointF(*line.points[0]))
    if line.kind == "route":
        for point in line.points[1:]:
            path.lineTo(QPointF(*point))
    else:
        (x1, y1), (x2, y2) = line.points
        path.cubicTo(QPointF((x1 + x2) / 2, y1), QPointF((x1 + x2) / 2, y2), QPointF(x2, y2))
    color = QColor(getattr(tokens(), _LINE_TONES[line.kind]))
    item = QGraphicsPathItem(path)
    item.setPen(QPen(color, 1.5, _DASHES[line.kind]))
    item.setToolTip(tip(line.label))
    scene.addItem(item)
    if line.kind == "route":
        x, y = line.points[-1]
        head = scene.addPolygon(QPolygonF([QPointF(x, y), QPointF(x - 9, y - 5), QPointF(x - 9, y + 5)]))
        head.setBrush(color)
        head.setPen(QPen(Qt.PenStyle.NoPen))


def _add_box(scene: QGraphicsScene, box: Box) -> None:
    from core.report.picture_shapes import HEAD, LINE

    colors, tone = tokens(), _TONES[box.kind]
    path = QPainterPath()
    path.addRoundedRect(QRectF(box.x, box.y, box.width, box.height), 6, 6)
    frame = QGraphicsPathItem(path)
    frame.setPen(QPen(QColor(getattr(colors, tone)), 1))
    frame.setBrush(QColor(getattr(colors, f"{tone}_soft")))
    frame.setToolTip(tip(box.full))
    scene.addItem(frame)
    _add_text(scene, box.title, box.x + 10, box.y + 5, 13, colors.text, True)
    for index, line in enumerate(box.lines):
        _add_text(scene, line, box.x + 10, box.y + HEAD + LINE * index - 1, 11, colors.text, False)


def _add_text(scene: QGraphicsScene, text: str, x: float, y: float, size: int, color: str, bold: bool) -> None:
    font = QFont()
    font.setPixelSize(size)
    font.setBold(bold)
    item = QGraphicsSimpleTextItem(text)
    item.setFont(font)
    item.setBrush(QColor(color))
    item.setPos(x, y)
    scene.addItem(item)
