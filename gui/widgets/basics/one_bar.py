"""One scroll bar at a time: of several areas side by side, only the one in use shows its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget


class OneBar(QObject):
    """Shows the bar of the area under the mouse, else of the one with the focus, else of the first.

    The others reserve the space of theirs, so that nothing moves with the mouse.
    """

    def __init__(self, areas: tuple[QAbstractScrollArea, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._areas = areas
        for area in areas:
            area.installEventFilter(self)
            area.viewport().installEventFilter(self)
            area.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self.share())
        self.share()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only observes events."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.Show):
            self.share()
        return False

    def share(self) -> None:
        """Shows the bar of the area in use; a hidden one keeps its space."""
        shown = self._in_use()
        for area in self._areas:
            area.verticalScrollBar().setVisible(area is shown)

    def _in_use(self) -> QAbstractScrollArea:
        visible = [area for area in self._areas if area.isVisible()] or list(self._areas)
        hovered = [area for area in visible if area.underMouse()]
        focus: QWidget | None = QApplication.focusWidget()
        focused = [area for area in visible if focus is not None and area.isAncestorOf(focus)]
        return (hovered or focused or visible)[0]
