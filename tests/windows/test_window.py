"""The window comes up on Windows, in its theme."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from gui.theme.colors import THEMES
from tests.windows.conftest import keep
from tests.windows.wine import Wine, wait_for


def colours(picture: QImage) -> Counter[str]:
    """How often each color is there, at every seventh pixel."""
    pixels = memoryview(picture.constBits()).cast("I")[::7].tolist()
    return Counter({f"#{pixel & 0xFFFFFF:06x}": count for pixel, count in Counter(pixels).items()})


def themed(picture: QImage, name: str) -> bool:
    """Whether a window full of text is there, on the ground of the theme, with its main button."""
    theme, found = THEMES[name], colours(picture)
    ground = found[theme.background] + found[theme.surface]
    return ground > found.total() // 3 and found[theme.accent.lower()] > 100 and len(found) > 100


@pytest.mark.parametrize("name", ["dark", "light"])
def test_the_window_opens_in_its_theme(wine: Wine, program: Path, name: str) -> None:
    window = wine.start(program / "python" / "python.exe", "-m", "gui", "--sample", "--theme", name)
    try:
        wait_for(lambda: window.poll() is not None or themed(wine.screen.picture(), name), f"the {name} window")
        assert window.poll() is None
    finally:
        keep(wine.screen.still(), f"window-{name}")
        wine.stop()
        _out, err = window.communicate(timeout=60)
        assert b"Traceback" not in err, err.decode(errors="replace")
