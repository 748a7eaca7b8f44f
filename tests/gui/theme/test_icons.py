"""The icons: one coherent set, all there, all following the theme."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest
from PySide6.QtGui import QAction, QColor, QIcon
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gui.theme import icons, style
from gui.theme.tokens import tokens
from gui.widgets.basics.parts import Card, push_button
from tests.paths import ROOT

FILES = sorted((ROOT / "resources" / "icons").glob("*.svg"))
LINE_ICONS = [path for path in FILES if path.stem != "app"]


@pytest.fixture(autouse=True)
def drawn(qapp: QApplication) -> None:
    """Icons are drawn at once, also where a window that was never painted postponed them."""
    icons.bring(qapp)


def test_every_icon_belongs_to_the_set() -> None:
    for path in LINE_ICONS:
        root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
        assert root.get("viewBox") == "0 0 24 24", path.stem
        assert root.get("stroke") == "currentColor", path.stem
        assert root.get("stroke-width") == "1.75", path.stem
        colors = {element.get(name) for element in root.iter() for name in ("fill", "stroke")}
        assert colors <= {None, "none", "currentColor"}, path.stem


def test_every_icon_shows_something_in_its_color(qapp: QApplication) -> None:
    for name in icons.names():
        picture = icons.pixmap(name, "block", 48).toImage()
        pixels = (picture.pixelColor(x, y) for x in range(48) for y in range(48))
        seen = {pixel.rgba() for pixel in pixels if pixel.alpha() == 255}
        assert seen, name
        assert name == "app" or QColor(tokens().block).rgba() in seen, name


def test_every_icon_the_program_asks_for_is_there() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "gui").rglob("*.py"))
    asked = set(re.findall(r'icons\.(?:set_icon\([\w.]+, |icon\(|pixmap\()"(\w+)"', code))
    assert asked
    assert asked <= set(icons.names())


def test_disabled_icons_look_disabled(qapp: QApplication) -> None:
    icon = icons.icon("open")
    normal, disabled = (icon.pixmap(24, 24, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled))
    assert normal != disabled


def test_actions_are_dressed_again_with_the_theme(qtbot: QtBot, qapp: QApplication) -> None:
    from PySide6.QtWidgets import QWidget

    widget = QWidget()
    qtbot.addWidget(widget)
    action = QAction("Undo", widget)
    widget.addAction(action)
    style.apply(qapp, "dark")
    icons.set_icon(action, "undo")
    dark = action.icon().pixmap(16, 16).toImage()
    style.apply(qapp, "light")
    assert action.icon().pixmap(16, 16).toImage() != dark
    style.apply(qapp, "system", contrast=True)


def test_app_icon_has_the_usual_sizes(qapp: QApplication) -> None:
    assert {size.width() for size in icons.app_icon().availableSizes()} >= {16, 32, 48, 256}


def end_of_text(button: QPushButton) -> int:
    picture = button.grab().toImage()
    middle = range(picture.height() // 3, picture.height() * 2 // 3)
    ground = picture.pixel(picture.width() // 2, 4)
    return max(x for x in range(picture.width() - 4) for y in middle if picture.pixel(x, y) != ground)


@pytest.mark.parametrize("focus", [False, True])
def test_a_text_stays_where_it_is_when_a_postponed_icon_is_drawn(qtbot: QtBot, qapp: QApplication, focus: bool) -> None:
    style.apply(qapp, "light")
    qapp.setProperty("edgeshift_icons_later", True)
    button, other = push_button("open", "Open", "open"), push_button("other", "Other")
    window = Card(button, other)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    (button if focus else other).setFocus()
    before, size = end_of_text(button), button.sizeHint()
    assert button.icon().isNull()
    icons.bring(qapp)
    assert not button.icon().isNull()
    assert abs(end_of_text(button) - before) <= 1
    assert button.sizeHint() == size
    style.apply(qapp, "system", contrast=True)
