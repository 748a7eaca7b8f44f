"""Our own line icons, drawn in one colour and dressed in the theme's at run time.

Every file in resources/icons is a 24 × 24 SVG stroked with `currentColor`; `app.svg` alone has its own colours.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

_NAME, _TONE = "edgeshift_icon", "edgeshift_icon_tone"
_SIZES = (16, 20, 24)
_GAP = 4


def names() -> tuple[str, ...]:
    """All icons there are, in order."""
    folder = resources.files("resources") / "icons"
    return tuple(sorted(entry.name[:-4] for entry in folder.iterdir() if entry.name.endswith(".svg")))


def icon(name: str, tone: str = "text") -> QIcon:
    """The icon in the colour of a token (`text`, `ask`, `accent_text` …), with its disabled form."""
    from gui.theme import tokens

    colours = tokens()
    return _icon(name, getattr(colours, tone), colours.disabled, _ratio())


def pixmap(name: str, tone: str = "text", size: int = 16) -> QPixmap:
    """The icon as a picture of `size` logical pixels."""
    from gui.theme import tokens

    return _pixmap(name, getattr(tokens(), tone), size, _ratio())


def dress(target: QAbstractButton | QAction, name: str, tone: str = "text") -> None:
    """Give a button or action its icon, and again with every change of theme."""
    target.setProperty(_NAME, name)
    target.setProperty(_TONE, tone)
    if isinstance(target, QPushButton):
        target.setIconSize(QSize(_SIZES[0] + _GAP, _SIZES[0]))
    target.setIcon(_dressed(target))


def app_icon() -> QIcon:
    """The icon of the program itself, in the sizes window managers ask for."""
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(_pixmap("app", "", size, 1.0))
    return result


def refresh(app: QApplication) -> None:
    """Dress everything again after the colours changed."""
    for widget in app.allWidgets():
        targets: list[QObject] = [widget, *widget.actions()]
        for target in targets:
            if target.property(_NAME) and isinstance(target, QAbstractButton | QAction):
                target.setIcon(_dressed(target))


def _dressed(target: QAbstractButton | QAction) -> QIcon:
    """The icon a target was given, in the colours of now; beside a text with a little room, which Qt leaves out."""
    from gui.theme import tokens

    colours, name = tokens(), str(target.property(_NAME))
    colour = getattr(colours, str(target.property(_TONE)))
    if isinstance(target, QPushButton):
        return _spaced_icon(name, colour, colours.disabled, _ratio())
    return _icon(name, colour, colours.disabled, _ratio())


def _ratio() -> float:
    app = QApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QApplication) else 1.0


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, disabled: str, ratio: float) -> QIcon:
    result = QIcon()
    for size in _SIZES:
        result.addPixmap(_pixmap(name, colour, size, ratio))
        result.addPixmap(_pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
    return result


@lru_cache(maxsize=256)
def _spaced_icon(name: str, colour: str, disabled: str, ratio: float) -> QIcon:
    result = QIcon()
    result.addPixmap(_spaced(_pixmap(name, colour, _SIZES[0], ratio)))
    result.addPixmap(_spaced(_pixmap(name, disabled, _SIZES[0], ratio)), QIcon.Mode.Disabled)
    return result


def _spaced(picture: QPixmap) -> QPixmap:
    """The picture with room at its right."""
    ratio = picture.devicePixelRatio()
    wider = QPixmap(picture.width() + round(_GAP * ratio), picture.height())
    wider.setDevicePixelRatio(ratio)
    wider.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wider)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return wider


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    return (resources.files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
    picture = QPixmap(QSize(size, size) * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
