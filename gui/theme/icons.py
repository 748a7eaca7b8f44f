"""Line icons, drawn in one color and tinted for the theme at run time.

Every file in resources/icons is a 24 × 24 SVG with the stroke `currentColor`; only `app.svg` has its own colors.
Loading the SVG renderer takes longer than painting the first page: `postpone` reserves the space of the icons, and
`bring` draws them. The first page does without QIcon, too, because PySide makes all its names of theme icons with it.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6 import QtGui
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton

from gui.theme.resource_files import resource
from gui.theme.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAction, QIcon
    from PySide6.QtSvg import QSvgRenderer

_NAME, _TONE, _SIZE = "edgeshift_icon", "edgeshift_icon_tone", "edgeshift_icon_size"
_LATER = "edgeshift_icons_later"
_SIZES = (16, 18)
"""Of push and tool buttons, in logical pixels."""
_GAP = 4


def names() -> tuple[str, ...]:
    """The names of all icons in alphabetical order."""
    return tuple(sorted(path.stem for path in resource("icons").glob("*.svg")))


def postpone(app: QApplication) -> None:
    """Leaves the space of the icons empty until the SVG renderer is loaded."""
    app.setProperty(_LATER, "PySide6.QtSvg" not in sys.modules)


def bring(app: QApplication) -> None:
    """Draws the postponed icons."""
    if app.property(_LATER):
        app.setProperty(_LATER, False)
        refresh(app)


def icon(name: str, tone: str = "text") -> QIcon:
    """The icon in the color of a token (`text`, `ask`, `accent_text` …), with its disabled form."""
    colors = tokens()
    return _icon(name, getattr(colors, tone), colors.disabled, _ratio())


def pixmap(name: str, tone: str = "text", size: int = 16) -> QPixmap:
    """The icon as a pixmap of `size` logical pixels."""
    if _later():
        return _blank(size, _ratio())
    return _pixmap(name, getattr(tokens(), tone), size, _ratio())


def ahead() -> Iterator[None]:
    """Draws all icons in their most frequent form, a few with each step, so that no page has to wait for them."""
    for number, name in enumerate(names(), 1):
        icon(name)
        if number % 5 == 0:
            yield


def set_icon(target: QAbstractButton | QAction, name: str, tone: str = "text") -> None:
    """Sets the icon of a button or action, now and after every change of theme."""
    target.setProperty(_NAME, name)
    target.setProperty(_TONE, tone)
    if isinstance(target, QPushButton):
        target.setIconSize(QSize(_SIZES[0] + _GAP, _SIZES[0]))
    _draw(target)


def picture(target: QLabel, name: str, tone: str = "text", size: int = 16) -> None:
    """Shows the icon in a label, now and after every change of theme."""
    for key, value in ((_NAME, name), (_TONE, tone), (_SIZE, size)):
        target.setProperty(key, value)
    target.setPixmap(pixmap(name, tone, size))


def app_icon() -> QIcon:
    """The icon of the program in the sizes that window managers request."""
    result = QtGui.QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(_pixmap("app", "", size, 1.0))
    return result


def app_pixmap(size: int) -> QPixmap:
    """The icon of the program in one size, in logical pixels."""
    return _pixmap("app", "", size, _ratio())


def refresh(app: QApplication) -> None:
    """Draw every icon again after the colors changed.

    It asks for the kinds that can have one: asked for a widget that it does not know, PySide loads all kinds there are.
    """
    for window in app.topLevelWidgets():
        for target in (window, *window.findChildren(QAbstractButton), *window.findChildren(QtGui.QAction)):
            if target.property(_NAME) and isinstance(target, (QAbstractButton, QtGui.QAction)):
                _draw(target)
        for label in (window, *window.findChildren(QLabel)):
            if label.property(_NAME) and isinstance(label, QLabel):
                picture(label, *(label.property(key) for key in (_NAME, _TONE, _SIZE)))


def _draw(target: QAbstractButton | QAction) -> None:
    """Sets the icon of a target in the present colors, or reserves its space while icons are postponed."""
    if isinstance(target, QPushButton):
        target.setFlat(_later())  # the style sheet gives flat buttons the space of an icon
    if not _later():
        target.setIcon(_themed_icon(target))


def _themed_icon(target: QAbstractButton | QAction) -> QIcon:
    """The icon of a target, with a little space beside a text, which Qt does not add."""
    colors, name = tokens(), str(target.property(_NAME))
    color = getattr(colors, str(target.property(_TONE)))
    if isinstance(target, QPushButton):
        return _spaced_icon(name, color, colors.disabled, _ratio())
    return _icon(name, color, colors.disabled, _ratio())


def _later() -> bool:
    app = QApplication.instance()
    return app is not None and bool(app.property(_LATER))


def _ratio() -> float:
    app = QApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QApplication) else 1.0


@lru_cache(maxsize=512)
def _icon(name: str, color: str, disabled: str, ratio: float) -> QIcon:
    result = QtGui.QIcon()
    for size in _SIZES:
        result.addPixmap(_pixmap(name, color, size, ratio))
        result.addPixmap(_pixmap(name, disabled, size, ratio), QtGui.QIcon.Mode.Disabled)
    return result


@lru_cache(maxsize=256)
def _spaced_icon(name: str, color: str, disabled: str, ratio: float) -> QIcon:
    result = QtGui.QIcon()
    result.addPixmap(_spaced(_pixmap(name, color, _SIZES[0], ratio)))
    result.addPixmap(_spaced(_pixmap(name, disabled, _SIZES[0], ratio)), QtGui.QIcon.Mode.Disabled)
    return result


def _spaced(picture: QPixmap) -> QPixmap:
    """The pixmap with space at its right."""
    ratio = picture.devicePixelRatio()
    wider = QPixmap(picture.width() + round(_GAP * ratio), picture.height())
    wider.setDevicePixelRatio(ratio)
    wider.fill(QColor(0, 0, 0, 0))
    painter = QtGui.QPainter(wider)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return wider


@lru_cache(maxsize=64)
def _drawing(name: str) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer

    return QSvgRenderer(str(resource("icons", f"{name}.svg")))


@lru_cache(maxsize=1024)
def _pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    """The drawing; in a color, if one is given: to tint it takes a tenth of the time of drawing it again."""
    from PySide6.QtCore import QRectF

    picture = QPixmap(_pixmap(name, "", size, ratio)) if color else _filled(QColor(0, 0, 0, 0), size, ratio)
    painter = QtGui.QPainter(picture)
    if color:
        painter.setCompositionMode(QtGui.QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.drawPixmap(0, 0, _filled(QColor(color), size, ratio))
    else:
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        _drawing(name).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def _blank(size: int, ratio: float) -> QPixmap:
    """An empty pixmap of the size of an icon."""
    return _filled(QColor(0, 0, 0, 0), size, ratio)


def _filled(color: QColor, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(size, size) * ratio)
    picture.fill(color)
    picture.setDevicePixelRatio(ratio)
    return picture
