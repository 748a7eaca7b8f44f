"""The colors in force, for widgets and icons that paint themselves.

The choice is stored in properties of the application object, which `gui.theme.style` sets.
"""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from gui.theme.colors import DARK, LIGHT, THEMES, Tokens

THEME_NAME, DIFF_NAME = "edgeshift_theme", "edgeshift_diff"


def tokens() -> Tokens:
    """The colors in force; without a theme (high contrast, tests without a style) they are derived from the palette."""
    app = QApplication.instance()
    name = str(app.property(THEME_NAME)) if app is not None else ""
    return THEMES.get(name) or _from_palette(QApplication.palette())


def _from_palette(palette: QPalette) -> Tokens:
    """Tokens for a system theme: its colors for background, text and selection; verdicts from the closer theme."""
    role = QPalette.ColorRole
    base = DARK if palette.color(role.Base).lightness() < 128 else LIGHT
    window, text = palette.color(role.Window).name(), palette.color(role.WindowText).name()
    ground = palette.color(role.Base).name()
    highlight = palette.color(role.Highlight).name()
    soft = {key: ground for key in vars(base) if key.endswith("_soft")}
    values = {
        "background": window,
        "surface": ground,
        "raised": palette.color(role.Button).name(),
        "text": text,
        "muted": text,
        "border": text,
        "border_strong": text,
        "accent": highlight,
        "accent_text": palette.color(role.HighlightedText).name(),
        "focus": highlight,
        "selection": highlight,
        "selection_text": palette.color(role.HighlightedText).name(),
        "row_alternate": palette.color(role.AlternateBase).name(),
        "code": ground,
        "gutter": window,
        "gutter_text": text,
    }
    return Tokens(**vars(base) | soft | values)
