"""The theme of the application, changeable at run time: style sheet, palette and the tokens for painted widgets.

The choice is stored on the application object, so no module holds state. Widgets that paint themselves read
`gui.theme.tokens` while painting and repaint on `QEvent.Type.StyleChange`.
"""

from __future__ import annotations

from functools import cache
from string import Template
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QObject, QResource
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from gui.theme import icons
from gui.theme.colors import LIGHT, THEMES, Mode, Tokens
from gui.theme.resource_files import resource
from gui.theme.tokens import DIFF_NAME, THEME_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QFont

_MODE, _FOLLOWER = "edgeshift_mode", "edgeshift_theme_follower"
_DAMAGED = "edgeshift_theme_damaged"
_HIGH = "contrast"
_SHEETS: Mapping[str, str] = {
    "dark": ":/qdarkstyle/dark/darkstyle.qss",
    "light": ":/qdarkstyle/light/lightstyle.qss",
}


def apply(app: QApplication, mode: Mode = "system", diff: str | None = None, contrast: bool | None = None) -> None:
    """Sets the theme of the application, now and whenever the system changes its own.

    `diff` is a key of DIFF_PALETTES (None keeps the present one). `contrast` turns high contrast on or off (None
    follows the system); high contrast has no style sheet, so that the colors of the system apply.
    """
    _choose(app, mode, diff)
    _follow(app)
    high = _system_wants_contrast(app) if contrast is None else contrast
    _apply_theme(app, _theme_for(mode, _HIGH if high else _system_scheme(app)))


def apply_cached(app: QApplication, mode: Mode, diff: str, system: str) -> None:
    """Set the theme for the first paint, with what the system had at the last start (`light` if empty).

    The system answers with enumerations of `Qt`, which take longer to make than the first page (`sync_with_system`).
    """
    _choose(app, mode, diff)
    _apply_theme(app, _theme_for(mode, system))


def sync_with_system(app: QApplication) -> str:
    """Ask the system once the window is painted, and set its theme if that has changed; follow it from then on.

    Returns what it has (`contrast`, `dark` or `light`), for `apply_cached` at the next start.
    """
    _follow(app)
    system = _HIGH if _system_wants_contrast(app) else _system_scheme(app)
    name = _theme_for(mode(app), system)
    if name != app.property(THEME_NAME) and not damaged(app):
        _apply_theme(app, name)
    return system


def _choose(app: QApplication, mode: Mode, diff: str | None) -> None:
    app.setProperty(_MODE, mode)
    if diff is not None:
        app.setProperty(DIFF_NAME, diff)


def _theme_for(mode: Mode, system: str) -> str:
    """The theme in force: high contrast first, then the chosen theme, then that of the system."""
    if system == _HIGH:
        return _HIGH
    return mode if mode != "system" else system if system in THEMES else LIGHT.name


def damaged(app: QApplication) -> bool:
    """Whether the style sheet of the chosen theme is missing; the window then has the system's look and reports it."""
    return bool(app.property(_DAMAGED))


def _apply_theme(app: QApplication, name: str) -> None:
    sheet = "" if name == _HIGH else style_sheet(app, THEMES[name])
    app.setProperty(_DAMAGED, name != _HIGH and not sheet)
    app.setProperty(THEME_NAME, name if sheet else _HIGH)
    app.setPalette(_palette(THEMES[name]) if sheet else QPalette())
    if app.styleSheet() != sheet:  # Qt polishes every widget again, even for the sheet it has
        app.setStyleSheet(sheet)
    icons.refresh(app)


def mode(app: QApplication) -> Mode:
    """The theme that was requested last, at first `system`."""
    value = app.property(_MODE)
    return value if value in ("dark", "light") else "system"


@cache
def load_fonts() -> None:
    """Make the bundled fonts known, once; the system's own serve where none are shipped."""
    from PySide6.QtGui import QFontDatabase

    for path in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def mono_font(points: float = 0) -> QFont:
    """The code font with fixed pitch, bundled if possible, in points (0 is the size of the application font)."""
    from PySide6.QtGui import QFont, QFontDatabase

    load_fonts()
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setFamilies(["DejaVu Sans Mono", *font.families()])
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    font.setPointSizeF(points or QApplication.font().pointSizeF())
    return font


def style_sheet(app: QApplication, colors: Tokens) -> str:
    """QDarkStyle's sheet and our own after it, with colors and font sizes; empty if QDarkStyle's is empty."""
    dark_style = _dark_style(colors.name)
    if not dark_style:
        return ""
    extra = resource("theme", "edgeshift.qss").read_text(encoding="utf-8")
    base = QWidget().fontInfo().pointSizeF()  # of the application; `app.font()` makes eight enumerations
    sizes = {f"size_{name}": f"{base * factor:.1f}pt" for name, factor in _TYPE_SCALE.items()}
    values = vars(colors) | sizes | {"diff": str(app.property(DIFF_NAME))}
    return dark_style + Template(extra).substitute(values)


_TYPE_SCALE = {"caption": 0.9, "body": 1.0, "heading": 1.15, "title": 1.6}


def _dark_style(name: str) -> str:
    """QDarkStyle's sheet from our resource file: 0.6 ms, against 90 ms for its loader, which patches Qt classes.

    It is empty if the file is missing or compressed with a method that this Qt does not support.
    """
    sheet = QResource(_SHEETS[name])
    if not sheet.isValid():
        QResource.registerResource(str(resource("theme", f"{name}.rcc")))
        sheet = QResource(_SHEETS[name])
    return _recolored(bytes(sheet.uncompressedData().data()).decode(), THEMES[name])


def _recolored(sheet: str, colors: Tokens) -> str:
    """QDarkStyle's sheet with our colors in place of its own."""
    for theirs, ours in _OURS[colors.name].items():
        sheet = sheet.replace(theirs, getattr(colors, ours))
    return sheet


_OURS: Mapping[str, Mapping[str, str]] = {
    "dark": {"#19232D": "background", "#DFE1E2": "text", "#346792": "selection", "#788D9C": "disabled"},
    "light": {
        "#FAFAFA": "background",
        "#9FCBFF": "selection",
        "#9DA9B5": "disabled",
    },
}


def _system_scheme(app: QApplication) -> str:
    return "dark" if app.styleHints().colorScheme() is QtCore.Qt.ColorScheme.Dark else "light"


def _system_wants_contrast(app: QApplication) -> bool:
    hints = getattr(app.styleHints(), "accessibility", None)  # since Qt 6.10
    return hints is not None and hints().contrastPreference().name == "HighContrast"


def _follow(app: QApplication) -> None:
    """Applies the theme again when the system changes to dark, light or more contrast; connected once."""
    if app.findChild(QObject, _FOLLOWER) is not None:
        return
    follower = QObject(app)
    follower.setObjectName(_FOLLOWER)

    def again() -> None:
        apply(app, mode(app))

    app.styleHints().colorSchemeChanged.connect(again)
    hints = getattr(app.styleHints(), "accessibility", None)
    if hints is not None:
        hints().contrastPreferenceChanged.connect(again)


def _palette(colors: Tokens) -> QPalette:
    """Sets what the style sheet does not reach: links, placeholders, selections in painted text."""
    palette = QPalette()
    role = QPalette.ColorRole
    for where, color in (
        (role.Window, colors.background),
        (role.WindowText, colors.text),
        (role.Base, colors.surface),
        (role.AlternateBase, colors.row_alternate),
        (role.Text, colors.text),
        (role.Button, colors.raised),
        (role.ButtonText, colors.text),
        (role.ToolTipBase, colors.raised),
        (role.ToolTipText, colors.text),
        (role.PlaceholderText, colors.muted),
        (role.Highlight, colors.selection),
        (role.HighlightedText, colors.selection_text),
        (role.Link, colors.note),
        (role.LinkVisited, colors.manual),
        (role.Mid, colors.border),  # the line above the buttons of the wizard
    ):
        palette.setColor(where, QColor(color))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(colors.disabled))
    return palette
