"""The theme: live, following the system, without QDarkStyle's loader, and absent in high contrast."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gui.theme import icons, style
from gui.theme.colors import DARK, LIGHT, THEMES
from gui.theme.diff_colors import DIFF_PALETTES, diff_colors
from gui.theme.tokens import tokens
from tests.paths import ROOT


@pytest.fixture(autouse=True)
def bare(qapp: QApplication) -> Iterator[None]:
    """Every test starts and ends without a theme, and draws icons at once."""
    icons.bring(qapp)
    yield
    style.apply(qapp, "system", "blue-orange", contrast=True)


@pytest.mark.parametrize("name", ["dark", "light"])
def test_applies_sheet_palette_and_tokens(qapp: QApplication, name: style.Mode) -> None:
    style.apply(qapp, name)
    assert tokens() is THEMES[name]
    assert THEMES[name].accent in qapp.styleSheet()
    assert f":/qss_icons/{name}/rc/" in qapp.styleSheet()
    assert "$" not in qapp.styleSheet()
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == THEMES[name].surface
    assert qapp.palette().color(QPalette.ColorRole.Mid).name() == THEMES[name].border  # above the buttons
    assert style.mode(qapp) == name


@pytest.mark.parametrize("pixels", [12, 16])
def test_sizes_follow_the_font_of_the_system_also_if_it_is_in_pixels(qapp: QApplication, pixels: int) -> None:
    before = qapp.font()
    try:
        font = QFont(before)
        font.setPixelSize(pixels)
        qapp.setFont(font)
        points = QFontInfo(font).pointSizeF()
        assert points > 8
        style.apply(qapp, "dark")
        assert f'[role="caption"] {{ font-size: {points * 0.9:.1f}pt;' in qapp.styleSheet()
    finally:
        qapp.setFont(before)


def test_does_without_the_loader_of_qdarkstyle() -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; from gui.theme import style; "
        "app = QApplication([]); style.apply(app, 'dark'); assert app.styleSheet(); "
        "print(sorted({'qtpy', 'qdarkstyle', 'core'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_shipped_resources_are_those_of_the_installed_qdarkstyle(tmp_path: Path) -> None:
    script = ROOT / "packaging" / "build_theme.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, capture_output=True)
    for name in ("dark.rcc", "light.rcc"):
        assert (tmp_path / name).read_bytes() == (ROOT / "resources" / "theme" / name).read_bytes()


def flags_of_files(rcc: bytes) -> list[int]:
    """The flags of all files in a resource file of format 1 (1: zlib, 2: folder, 4: zstd)."""
    magic, version, tree = struct.unpack_from(">4sII", rcc)
    assert (magic, version) == (b"qres", 1)
    flags = [struct.unpack_from(">4xH", rcc, at)[0] for at in range(tree, len(rcc), 14)]  # rcc writes the tree last
    return [flag for flag in flags if not flag & 2]


@pytest.mark.parametrize("name", ["dark.rcc", "light.rcc"])
def test_shipped_resources_are_packed_in_a_way_every_qt_can_unpack(name: str) -> None:
    rcc = (ROOT / "resources" / "theme" / name).read_bytes()
    assert set(flags_of_files(rcc)) == {0, 1}


DAMAGED = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from gui.theme import style as theme
from gui.app.start import make_wizard
from gui.state.user_directories import UserDirectories
from gui.tour.drive import Driver
wizard = make_wizard(UserDirectories.below(Path(sys.argv[1])), mode="dark")
app = QApplication.instance()
wizard.show()
Driver(wizard).settle()
print(theme.damaged(app), repr(app.styleSheet()), wizard.import_page.banner.text(), sep="|")
wizard.side.theme_chosen.emit("light")
print(theme.damaged(app), app.styleSheet() == "")
"""


def test_an_empty_sheet_leaves_the_system_look_and_is_reported(tmp_path: Path) -> None:
    """So Qt reads a sheet that it cannot unpack: valid and empty."""
    shutil.copytree(ROOT / "resources", tmp_path / "resources", ignore=shutil.ignore_patterns("rules", "checks"))
    (tmp_path / "darkstyle.qss").touch()
    qrc = '<RCC><qresource prefix="qdarkstyle/dark"><file>darkstyle.qss</file></qresource></RCC>'
    (tmp_path / "empty.qrc").write_text(qrc, encoding="utf-8")
    target = tmp_path / "resources" / "theme" / "dark.rcc"
    subprocess.run(
        [Path(sys.executable).with_name("pyside6-rcc"), "--binary", tmp_path / "empty.qrc", "-o", target], check=True
    )
    (tmp_path / "resources" / "theme" / "light.rcc").unlink()
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-P", "-c", DAMAGED, tmp_path]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == [
        "True|''|The dark and light themes are damaged. Install EdgeShift again.",
        "True True",
    ]


def test_switches_live_with_widgets_open(qtbot: QtBot, qapp: QApplication) -> None:
    style.apply(qapp, "dark")
    button = QPushButton("Open")
    qtbot.addWidget(button)
    icons.set_icon(button, "open")
    with qtbot.waitExposed(button):
        button.show()
    before, dark_icon = button.grab().toImage(), button.icon().pixmap(20, 16).toImage()
    style.apply(qapp, "light")
    after = button.grab().toImage()
    assert before.pixelColor(4, 4).lightness() < 128 < after.pixelColor(4, 4).lightness()
    assert button.icon().pixmap(20, 16).toImage() != dark_icon


def test_follows_the_system_only_when_asked_to(qapp: QApplication) -> None:
    style.apply(qapp, "dark")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert tokens() is DARK
    style.apply(qapp, "system")
    style.apply(qapp, "system")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    expected = DARK if qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
    assert tokens() is expected
    assert style.mode(qapp) == "system"


def test_the_first_paint_has_the_theme_of_the_last_start(qapp: QApplication) -> None:
    style.apply_cached(qapp, "system", "blue-orange", "dark")
    assert tokens() is DARK
    style.apply_cached(qapp, "light", "red-green", "dark")
    assert tokens() is LIGHT
    assert diff_colors() is DIFF_PALETTES["red-green"]["light"]
    style.apply_cached(qapp, "dark", "blue-orange", "contrast")
    assert qapp.styleSheet() == ""
    style.apply_cached(qapp, "system", "blue-orange", "written by an older version")
    assert tokens() is LIGHT


def test_the_system_is_asked_after_the_first_paint(qapp: QApplication) -> None:
    system = "dark" if qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"
    style.apply_cached(qapp, "system", "blue-orange", "contrast")
    assert style.sync_with_system(qapp) == system
    assert tokens() is THEMES[system]
    style.apply_cached(qapp, "dark", "blue-orange", "contrast")
    assert style.sync_with_system(qapp) == system
    assert tokens() is DARK


def test_high_contrast_leaves_the_system_its_colors(qapp: QApplication) -> None:
    style.apply(qapp, "dark")
    style.apply(qapp, "dark", contrast=True)
    assert qapp.styleSheet() == ""
    colors = tokens()
    assert colors.text == qapp.palette().color(QPalette.ColorRole.WindowText).name()
    assert colors.background == qapp.palette().color(QPalette.ColorRole.Window).name()
    assert diff_colors() in DIFF_PALETTES["blue-orange"].values()


def test_palette_of_the_comparison_can_be_chosen(qapp: QApplication) -> None:
    style.apply(qapp, "light", "red-green")
    assert diff_colors() is DIFF_PALETTES["red-green"]["light"]
    style.apply(qapp, "dark")
    assert diff_colors() is DIFF_PALETTES["red-green"]["dark"]
    style.apply(qapp, "dark", "blue-orange")
    assert diff_colors() is DIFF_PALETTES["blue-orange"]["dark"]


def test_code_font_has_a_fixed_pitch(qapp: QApplication) -> None:
    style.load_fonts()
    assert style.mono_font(13).pointSizeF() == 13
    assert style.mono_font().fixedPitch()
