"""Measures properties of a picture of the window."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QColor, QImage

from gui.theme.colors import THEMES


def colors(picture: QImage) -> Counter[str]:
    """The frequency of each color, at every seventh pixel."""
    pixels = memoryview(picture.constBits()).cast("I")[::7].tolist()
    return Counter({f"#{pixel & 0xFFFFFF:06x}": count for pixel, count in Counter(pixels).items()})


def themed(picture: QImage, name: str) -> bool:
    """Whether the picture shows a window with text, the background of the theme and its main button."""
    theme, found = THEMES[name], colors(picture)
    ground = found[theme.background] + found[theme.surface]
    return ground > found.total() // 3 and found[theme.accent.lower()] > 100 and len(found) > 100


def contrast(picture: QImage, left: int, top: int, size: int) -> float:
    """The highest contrast (WCAG: 1 to 21) between two pixels of a square."""
    lights = [
        _luminance(picture.pixelColor(x, y)) for x in range(left, left + size) for y in range(top, top + size)
    ]  # fmt: skip
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def _luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
